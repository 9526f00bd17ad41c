import { builtinModules } from 'node:module';
import path from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const here = (file: string) => path.join(import.meta.dirname, file);

/** Kept as packages beside the bundle: they load native or WebAssembly files by their own place on disk. */
const PACKAGES_OF_MAIN = [/^onnxruntime-/, /^sharp(\/|$)/, /^@napi-rs\//, /^@julusian\//, /^pino(\/|$)/, /^@embedpdf\//, /^serialport$/];

const entriesOfMain = {
  index: here('electron/main.ts'),
  'ocr-worker': here('electron/ocr/worker.ts'),
  'pages-worker': here('electron/pages/worker.ts'),
};

/** One configuration, three environments: the page, the main process with its OCR child, the preload. */
export default defineConfig({
  root: 'renderer',
  base: '/',
  plugins: [react()],
  builder: {
    async buildApp(builder) {
      for (const name of ['client', 'main', 'preload']) {
        const environment = builder.environments[name];
        if (environment) await builder.build(environment);
      }
    },
  },
  environments: {
    client: {
      // No data: URLs for fonts and scripts: the content security policy takes them from our own origin only.
      build: { outDir: here('dist/renderer'), emptyOutDir: true, target: 'chrome140', sourcemap: false, assetsInlineLimit: 0,
        // Loaded from this machine's disk once: its size in one piece matters to nobody.
        chunkSizeWarningLimit: 4096 },
    },
    main: {
      consumer: 'server',
      resolve: { external: ['electron'], noExternal: true, builtins: ['electron', /^node:/, ...builtinModules] },
      build: {
        outDir: here('dist/main'), emptyOutDir: true, ssr: true, target: 'node24', sourcemap: false, minify: false,
        rolldownOptions: {
          input: entriesOfMain,
          external: ['electron', /^node:/, ...PACKAGES_OF_MAIN],
          output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
        },
      },
    },
    preload: {
      consumer: 'server',
      resolve: { external: ['electron'], noExternal: true },
      build: {
        outDir: here('dist/preload'), emptyOutDir: true, ssr: true, target: 'chrome140', sourcemap: false, minify: false,
        rolldownOptions: {
          input: { index: here('electron/preload.ts') },
          external: ['electron'],
          output: { format: 'cjs', entryFileNames: '[name].cjs' },
        },
      },
    },
  },
});
