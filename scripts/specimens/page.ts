import type { Specimen } from './documents.ts';

/** Pixels a millimetre: about 300 dpi. */
const SCALE = 12;
const mm = (value: number) => `${(value * SCALE).toFixed(1)}px`;

/** One document lying on a desk, as an HTML page to be photographed. OCR B at 2.54 mm a sign, as ICAO Doc 9303-3 has it. */
export function specimenPage({ title, colours: [paper, ink], size: [width, height], fields, lines, turn }: Specimen, font: string): { html: string; width: number; height: number } {
  const view = { width: Math.round((width + 16) * SCALE), height: Math.round((height + 14) * SCALE) };
  const rows = fields.map(([label, value]) => `<div><small>${label}</small><b>${value}</b></div>`).join('');
  // The zone of signs is `lines[0].length` signs of 2.54 mm wide, centred as on paper.
  const spread = (line: string) => [...line].map((sign) => `<i>${sign === '<' ? '&lt;' : sign}</i>`).join('');
  const html = `<!doctype html><meta charset="utf-8"><style>
    @font-face { font-family: zone; src: url(data:font/otf;base64,${font}); }
    body { margin: 0; width: ${view.width}px; height: ${view.height}px; display: grid; place-items: center; overflow: hidden;
      background: repeating-linear-gradient(93deg, #6f563f 0 7px, #745b43 7px 15px, #6a523c 15px 19px); font-family: 'DejaVu Sans'; }
    main { position: relative; width: ${mm(width)}; height: ${mm(height)}; border-radius: ${mm(3)}; overflow: hidden; color: #26221d;
      background: repeating-radial-gradient(circle at 20% 120%, ${ink}14 0 1px, transparent 1px 9px), repeating-radial-gradient(circle at 90% -30%, ${ink}12 0 1px, transparent 1px 11px), ${paper};
      transform: perspective(4000px) rotateX(3deg) rotate(${turn}deg); box-shadow: 0 14px 40px #0009; }
    h1 { position: absolute; margin: 0; left: ${mm(5)}; top: ${mm(3)}; font-size: ${mm(width * 0.027)}; letter-spacing: .2em; color: ${ink}; }
    em { position: absolute; right: ${mm(5)}; top: ${mm(3)}; font: italic ${mm(width * 0.024)} 'DejaVu Serif'; color: ${ink}; }
    figure { position: absolute; margin: 0; left: ${mm(5)}; top: ${mm(10)}; width: ${mm(height * 0.3)}; height: ${mm(height * 0.4)};
      background: radial-gradient(circle at 50% 36%, #8d7f74 0 21%, transparent 21.5%), radial-gradient(ellipse at 50% 104%, #6d7f8d 0 46%, transparent 46.5%), #cfd6d8; }
    section { position: absolute; left: ${mm(height * 0.3 + 9)}; top: ${mm(9)}; right: ${mm(4)}; display: grid; grid-template-columns: 1fr 1fr; gap: ${mm(height * 0.014)} ${mm(3)}; }
    small { display: block; font-size: ${mm(1.7)}; color: ${ink}; } b { font: 600 ${mm(height < 60 ? 2.6 : 3.2)} 'DejaVu Sans Mono'; }
    footer { position: absolute; left: 0; right: 0; bottom: 0; padding: ${mm(2)} 0 ${mm(3)}; background: #fbf8f2cc; }
    p { margin: 0 auto; width: max-content; white-space: nowrap; height: ${mm(lines.length === 3 ? 4.3 : 6.35)}; font: ${mm(3.6)} / ${mm(lines.length === 3 ? 4.3 : 6.35)} zone; }
    i { display: inline-block; width: ${mm(2.54)}; text-align: center; font-style: normal; }
  </style><main><h1>${title}</h1><em>SPECIMEN</em><figure></figure><section>${rows}</section><footer>${lines.map((line) => `<p>${spread(line)}</p>`).join('')}</footer></main>`;
  return { html, ...view };
}
