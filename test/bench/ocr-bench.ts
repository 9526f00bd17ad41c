/**
 * `npm run bench:ocr -- [--samples DIR] [--turns] [--small] [--engine native|wasm] [--verbose]
 * [--peers [--traineddata FILE] [--mrz-detection DIR]]`: measures the reader, in its own child as the desk runs it,
 * against pictures with known lines. Names and lines are printed only on --verbose.
 */
import { readFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { openNets } from '../../electron/ocr/nets/open-nets.ts';
import type { Engine } from '../../electron/ocr/nets/nets.ts';
import { openReader } from '../../electron/ocr/reader.ts';
import type { DeskError } from '../../shared/errors.ts';
import { laidOnPage, turned, type Change } from './changed-pictures.ts';
import { measureClips } from './clips.ts';
import { measuredReader, type MeasuredReader } from './measured-child.ts';
import { isValid, measure, mrzDetection, tesseractPeers, type Peer, type PeerResult } from './peers.ts';
import { failed, score, type Scored } from './score.ts';
import {
  ACCURACY_HEAD, TIME_HEAD, accuracyRow, accuracyTable, percent, quantile, reliabilityTable, table, timeRow,
} from './tables.ts';
import { isIcaoPrint, isRightPrint, readTruth, type Sample } from './truth.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const say = (text = ''): void => void process.stdout.write(`${text}\n`);

const { values } = parseArgs({
  options: {
    samples: { type: 'string', default: path.resolve(ROOT, '../shared/samples') },
    traineddata: { type: 'string', default: path.resolve(ROOT, '../shared/peers/mrz.traineddata') },
    'mrz-detection': { type: 'string' },
    turns: { type: 'boolean', default: false },
    small: { type: 'boolean', default: false },
    peers: { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
    engine: { type: 'string', default: 'native' },
  },
});

const engine: Engine = values.engine === 'wasm' ? 'wasm' : 'native';

const bytesOf = (sample: Sample): Promise<Buffer> => readFile(path.join(values.samples, sample.file));

const TURNS = [90, 180, 270, 15, -15].map((degrees) => [`${degrees}°`, turned(degrees)] as const);
const PAGES = [2.2, 3, 3.6, 4.2].map((times) => [`a page ${times} times as wide`, laidOnPage(times)] as const);
const asItIs: Change = (bytes) => Promise.resolve(bytes);

async function readAll(samples: readonly Sample[], reader: MeasuredReader, change = asItIs): Promise<Scored[]> {
  const scored: Scored[] = [];
  for (const sample of samples) {
    const picture = await change(await bytesOf(sample));
    if (picture === null) continue;
    scored.push(await reader.port.read({ id: sample.file, bytes: picture }).then(
      ({ reading }) => score(sample, reading),
      (error: DeskError) => failed(sample, error.code),
    ));
  }
  return scored;
}

function printMisses(scored: readonly Scored[]): void {
  const misses = scored.filter(({ exact, wrongSure }) => !exact || wrongSure);
  say(`\n${misses.length} not exact${values.verbose ? ':' : ' (named with --verbose)'}`);
  if (!values.verbose) return;
  for (const { sample, status, read, note, document, wrongSure } of misses) {
    const confidence = document ? ` ${document.confidence.toFixed(3)}` : '';
    say(`${sample.file} ${status}${confidence}${wrongSure ? ' WRONG SURE' : ''} ${note}`);
    sample.lines.forEach((line) => say(`    is   ${line}`));
    read.forEach((line) => say(`    read ${line}`));
  }
}

function printReliability(scored: readonly Scored[]): void {
  const documents = scored.flatMap(({ document, exact }) =>
    (document ? [{ stated: document.confidence, right: exact }] : []));
  const characters = scored.flatMap(({ document, sample }) => (document?.lines ?? []).flatMap((line, index) => {
    const truth = sample.lines[index] ?? '';
    if (truth.length !== line.text.length) return [];
    return line.characters.map(({ char, confidence: stated }, column) => ({ stated, right: truth[column] === char }));
  }));
  say(`\n${reliabilityTable('signs', characters)}`);
  say(`\n${reliabilityTable('documents', documents)}`);
}

async function peersHere(): Promise<Peer[]> {
  const { nets } = await openNets(path.join(ROOT, 'resources/models'), ['native']);
  const found = [await tesseractPeers(values.traineddata, nets), mrzDetection(values['mrz-detection'])].flat();
  found.filter((one) => typeof one === 'string').forEach((why) => say(`\n${why}`));
  return found.filter((one) => typeof one !== 'string');
}

function peerRow(name: string, results: readonly PeerResult[], wrongSure: string): string[] {
  const rate = results.reduce((sum, { errorRate }) => sum + errorRate, 0) / Math.max(1, results.length);
  const valid = results.filter((result) => result.valid);
  const ms = results.map((result) => result.ms);
  return [
    name, percent(results.filter(({ exact }) => exact).length, results.length), percent(rate, 1, 2),
    percent(valid.filter(({ exact }) => !exact).length, valid.length), wrongSure,
    quantile(ms, 0.5).toFixed(0), quantile(ms, 0.95).toFixed(0),
  ];
}

async function comparePeers(own: readonly Scored[]): Promise<void> {
  const ours = own.map(({ ms, exact, errorRate, read }): PeerResult =>
    ({ ms, exact, errorRate, valid: isValid(read) }));
  const sure = own.filter(({ status }) => status === 'sure');
  const rows = [peerRow('this reader', ours, percent(sure.filter(({ exact }) => !exact).length, sure.length))];
  for (const peer of await peersHere()) {
    const results = [];
    for (const { sample } of own) {
      results.push(await measure(peer, await bytesOf(sample), sample));
      if (results.length % 50 === 0) process.stderr.write(`${peer.name}: ${results.length} of ${own.length}\n`);
    }
    rows.push(peerRow(peer.name, results, '–'));
  }
  say('\n"Wrong among valid": of the readings whose check digits all pass.');
  say(table(['reader', 'exact', 'signs wrong', 'wrong among valid', 'wrong among sure', 'p50 ms', 'p95 ms'], rows));
}

async function readPictures(samples: readonly Sample[]): Promise<void> {
  const reader = measuredReader([engine]);
  try {
    const scored = await readAll(samples, reader);
    say(`\n${accuracyTable(scored, ({ sample }) => [sample.format])}`);
    say(`\n${accuracyTable(scored, ({ sample }) => sample.quality)}`);
    const found = scored.filter(({ sample }) => sample.lines.length > 0);
    const right = found.filter(({ sample }) => isRightPrint(sample));
    const sure = right.filter(({ status }) => status === 'sure');
    say(`\nof ${right.length} whose printed check digits are right, ${percent(sure.length, right.length)} are sure`);
    // A child that just started still has its code compiled as it goes; a desk's has read all morning.
    const warm = await readAll(samples, reader);
    say(`\n${table(TIME_HEAD, [...timeRows('by a child that just started', scored), ...timeRows('once more', warm)])}`);
    const sights = sightRows(warm);
    if (sights.length > 0) say(`\n${table(TIME_HEAD, sights)}`);
    say(`models loaded in ${reader.loadMs()} ms; peak memory of the child ${reader.peakMb().toFixed(0)} MB`);
    printReliability(scored);
    printMisses(scored);
    if (values.turns) await measureChanged(samples, reader, TURNS);
    if (values.small) await measureChanged(samples, reader, PAGES);
    if (values.peers) await comparePeers(found);
  } finally {
    await reader.port.stop();
  }
}

function timeRows(when: string, scored: readonly Scored[]): ReturnType<typeof timeRow>[] {
  const times = (isZone: boolean): number[] =>
    scored.filter(({ sample }) => sample.lines.length > 0 === isZone).map(({ ms }) => ms);
  return [timeRow(`with an MRZ, ${when}`, times(true)), timeRow(`without, ${when}`, times(false))];
}

/** What is none is told sooner of a bare table than of a page of text. */
function sightRows(scored: readonly Scored[]): ReturnType<typeof timeRow>[] {
  const without = scored.filter(({ sample }) => sample.lines.length === 0);
  const sights = [...new Set(without.flatMap(({ sample }) => sample.quality))].toSorted();
  return sights.map((sight) =>
    timeRow(`${sight}, once more`, without.filter(({ sample }) => sample.quality.includes(sight)).map(({ ms }) => ms)));
}

/** How the same pictures are read once they are changed, a row for each way. */
async function measureChanged(
  samples: readonly Sample[], reader: MeasuredReader, changes: readonly (readonly [string, Change])[],
): Promise<void> {
  const rows = [];
  for (const [name, change] of changes) {
    const scored = await readAll(samples, reader, change);
    rows.push(accuracyRow(name, scored));
    if (values.verbose) printMisses(scored);
  }
  say(`\n${table(ACCURACY_HEAD, rows)}`);
}

async function readClips(samples: readonly Sample[]): Promise<void> {
  const reader = await openReader(path.join(ROOT, 'resources/models'), [engine]);
  say(`\n${await measureClips(samples, values.samples, () => reader.follow(), values.verbose)}`);
}

const all = await readTruth(values.samples);
const printed = all.filter(isIcaoPrint);
const left = all.length - printed.length;
const machine = `${cpus().length} × ${cpus()[0]?.model ?? '?'}`;
const date = new Date().toISOString().slice(0, 10);
say(`${all.length} pictures, ${left} left out whose print is not ICAO's; ${machine}, engine ${engine}, ${date}`);
if (values.verbose) all.filter((sample) => !isIcaoPrint(sample)).forEach(({ file }) => say(`  left out: ${file}`));
if (all.some(({ frames }) => frames)) await readClips(printed);
else await readPictures(printed);
