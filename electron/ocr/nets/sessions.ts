/** The nets on an onnxruntime session of either engine; both packages share these types. */
import type { InferenceSession, Tensor, TensorConstructor } from 'onnxruntime-common';
import { DeskError } from '../../../shared/errors.ts';
import { CLASS_COUNT } from '../../../shared/mrz/alphabet.ts';
import type { ModelFiles } from './model-files.ts';
import { RAW_PLANES, decodeMaps } from './decode-maps.ts';
import { CELL, STRIP_HEIGHT, type Engine, type Nets } from './nets.ts';

/** What we use of onnxruntime-node and onnxruntime-web. */
export type Runtime = {
  readonly Tensor: TensorConstructor;
  readonly InferenceSession: {
    create(model: Uint8Array, options: InferenceSession.SessionOptions): Promise<InferenceSession>;
  };
};

function floats(output: Tensor | undefined, expected: number): Float32Array {
  const data = output?.data;
  if (!(data instanceof Float32Array) || data.length !== expected) {
    throw new DeskError('ocr.modelDamaged', 'a model answers in another shape than agreed');
  }
  return data;
}

/** Opens both models on a runtime. Rejects when the runtime cannot load them. */
export async function openSessions(
  engine: Engine, runtime: Runtime, files: ModelFiles, options: InferenceSession.SessionOptions,
): Promise<Nets> {
  const [locator, recogniser] = await Promise.all([
    runtime.InferenceSession.create(files.locator.bytes, options),
    runtime.InferenceSession.create(files.recogniser.bytes, options),
  ]);
  return {
    engine,
    model: files.recogniser.card.sha256.slice(0, 12),
    async locate({ width, height, data }) {
      const image = new runtime.Tensor('uint8', data, [1, height / CELL, CELL, width / CELL, CELL]);
      const { maps } = await locator.run({ image });
      const [wide, high] = [width / CELL, height / CELL];
      return decodeMaps(wide, high, floats(maps, RAW_PLANES * wide * high));
    },
    async recognise({ count, width, data }) {
      const strips = new runtime.Tensor('float32', data, [count, 1, STRIP_HEIGHT, width]);
      const { logProbs } = await recogniser.run({ strips });
      const steps = width / CELL;
      return { count, steps, logProbs: floats(logProbs, count * steps * CLASS_COUNT) };
    },
  };
}
