/**
 * `npm run calibrate:ocr -- --samples DIR [--samples DIR …] [--write]`: fits what the recogniser's card holds under
 * `calibration` on simulated pictures (training/simulate.py --first 500000: seeds neither trained nor measured with).
 * Every picture is read once; what the recogniser said is then decoded under every temperature and threshold tried.
 */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { ReadDocument } from '../../shared/reading.ts';
import { UNCALIBRATED, type Calibration } from '../../electron/ocr/decode/calibration.ts';
import { decodeBlock, type LinePosterior } from '../../electron/ocr/decode/decode.ts';
import { openNets } from '../../electron/ocr/nets/open-nets.ts';
import type { Nets } from '../../electron/ocr/nets/nets.ts';
import { readPicture } from '../../electron/ocr/pipeline.ts';
import { fitLogistic, logLoss, type Pair } from './fit-logistic.ts';
import { errorRate, textOf } from './score.ts';
import { percent, table } from './tables.ts';
import { readTruth, type Sample } from './truth.ts';

const MODELS = path.resolve(import.meta.dirname, '../../resources/models');
const TEMPERATURES = [1, 1.15, 1.3, 1.5, 1.75, 2] as const;
const SURE_DOCUMENT = [0.8, 0.9, 0.95, 0.97, 0.98, 0.99, 0.995] as const;
const SURE_UNGUARDED = [0.9, 0.95, 0.97, 0.98, 0.985, 0.99, 0.993, 0.996, 0.998] as const;
/** Sureness given up for stricter thresholds: wrong ones among sure are too rare here to be told by counting alone. */
const GIVEN_UP_FOR_SAFETY = 0.005;

const { values } = parseArgs({
  options: { samples: { type: 'string', multiple: true, default: [] }, write: { type: 'boolean', default: false } },
});
const today = new Date().toISOString().slice(0, 10);
const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** What the recogniser said of the zone nearest to the truth. */
type Heard = { readonly sample: Sample; readonly lines: readonly LinePosterior[] };

const decoded = (lines: readonly LinePosterior[], calibration: Calibration): ReadDocument | null =>
  decodeBlock(lines, { today, calibration });

async function hear(sample: Sample, folder: string, nets: Nets): Promise<Heard | null> {
  const said = new Map<ReadDocument, readonly LinePosterior[]>();
  const { reading } = await readPicture(await readFile(path.join(folder, sample.file)), nets, (lines) => {
    const document = decoded(lines, UNCALIBRATED);
    if (document) said.set(document, lines);
    return document;
  });
  const rate = (document: ReadDocument): number => errorRate(textOf(document), sample.lines);
  const [nearest] = [...reading.documents].sort((one, other) => rate(one) - rate(other));
  const lines = nearest && said.get(nearest);
  return lines ? { sample, lines } : null;
}

async function hearAll(nets: Nets): Promise<Heard[]> {
  const all: Heard[] = [];
  for (const folder of values.samples) {
    for (const sample of await readTruth(folder)) {
      const heard = sample.lines.length > 0 ? await hear(sample, folder, nets) : null;
      if (heard) all.push(heard);
    }
  }
  return all;
}

const isExact = (document: ReadDocument, { lines }: Sample): boolean =>
  textOf(document).join('\n') === lines.join('\n');

function pairsOf(heard: readonly Heard[], calibration: Calibration): { signs: Pair[]; documents: Pair[] } {
  const [signs, documents]: [Pair[], Pair[]] = [[], []];
  for (const { sample, lines } of heard) {
    const document = decoded(lines, calibration);
    if (!document) continue;
    documents.push({ stated: document.confidence, right: isExact(document, sample) });
    document.lines.forEach(({ text, characters }, line) => {
      const truth = sample.lines[line] ?? '';
      if (truth.length !== text.length) return;
      characters.forEach(({ char, confidence: stated }, column) =>
        signs.push({ stated, right: truth[column] === char }));
    });
  }
  return { signs, documents };
}

function fitMaps(heard: readonly Heard[]): Calibration {
  const fits = TEMPERATURES.map((temperature) => {
    const { signs, documents } = pairsOf(heard, { ...UNCALIBRATED, temperature });
    const [character, document] = [fitLogistic(signs), fitLogistic(documents)];
    const [loss, signLoss] = [logLoss(documents, document), logLoss(signs, character)];
    return { temperature, character, document, loss, signLoss };
  });
  say(table(['temperature', 'nats lost, documents', 'signs'], fits.map(({ temperature, loss, signLoss }) =>
    [temperature, loss.toFixed(1), signLoss.toFixed(1)])));
  const [best] = fits.sort((one, other) => one.loss - other.loss);
  if (!best) throw new Error('nothing to fit on: give --samples');
  const { temperature, character, document } = best;
  return { ...UNCALIBRATED, temperature, character, document };
}

type Outcome = { readonly calibration: Calibration; readonly sure: number; readonly wrong: number };

/** Of all thresholds under which no document called sure is wrong, strict ones that still call nearly as many sure. */
function chooseThresholds(heard: readonly Heard[], maps: Calibration): Outcome {
  const outcomes = SURE_DOCUMENT.flatMap((sureDocument) => SURE_UNGUARDED.map((sureUnguarded): Outcome => {
    const calibration = { ...maps, sureDocument, sureUnguarded };
    let [sure, wrong] = [0, 0];
    for (const { sample, lines } of heard) {
      const document = decoded(lines, calibration);
      if (document?.status !== 'sure') continue;
      sure += 1;
      if (!isExact(document, sample)) wrong += 1;
    }
    return { calibration, sure, wrong };
  }));
  const least = Math.min(...outcomes.map(({ wrong }) => wrong));
  const safe = outcomes.filter(({ wrong }) => wrong === least);
  const most = Math.max(...safe.map(({ sure }) => sure));
  const strictness = ({ calibration: { sureDocument, sureUnguarded } }: Outcome): number =>
    -Math.log(1 - sureDocument) - Math.log(1 - sureUnguarded);
  const [chosen] = safe.filter(({ sure }) => sure >= most - GIVEN_UP_FOR_SAFETY * heard.length)
    .sort((one, other) => strictness(other) - strictness(one));
  if (!chosen) throw new Error('no thresholds were tried');
  return chosen;
}

const rounded = (map: Calibration['character']): Calibration['character'] =>
  ({ offset: Number(map.offset.toFixed(3)), slope: Number(map.slope.toFixed(3)) });

const { nets } = await openNets(MODELS, ['native']);
const heard = await hearAll(nets);
const maps = fitMaps(heard);
const { calibration, sure, wrong } = chooseThresholds(heard, {
  ...maps, character: rounded(maps.character), document: rounded(maps.document),
});
say(`\n${heard.length} zones heard, ${percent(sure, heard.length)} sure, ${wrong} of them wrong\n`);
say(JSON.stringify(calibration, null, 2));
if (values.write) {
  const file = path.join(MODELS, 'recogniser.json');
  const card = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
  const fitted = { zones: heard.length, model: nets.model, command: 'npm run calibrate:ocr' };
  await writeFile(file, `${JSON.stringify({ ...card, calibration: { ...calibration, fitted } }, null, 2)}\n`);
}
