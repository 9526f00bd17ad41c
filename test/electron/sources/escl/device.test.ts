import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hindrance, readCapabilities, readStatus } from '../../../../electron/sources/escl/device.ts';
import { jobPath } from '../../../../electron/sources/escl/job-path.ts';
import { readXml, textAt } from '../../../../electron/sources/escl/xml.ts';

describe('the XML of a scanner', () => {
  it('is read whatever its prefixes, with declarations, comments and CDATA', () => {
    const root = readXml('<?xml version="1.0"?>\n<!-- made up --><a:S xmlns:a="x"><b:T>1 &lt; &#50;&#x33;</b:T><U><![CDATA[<&]]></U><V/></a:S>\n');
    expect(root?.name).toBe('S');
    expect([textAt(root ?? undefined, 'T'), textAt(root ?? undefined, 'U'), textAt(root ?? undefined, 'V')]).toEqual(['1 < 23', '<&', '']);
  });

  it.each(['', 'text', '<a>', '<a></b>', '<a/><b/>', '<a', '</a>', '<a>&', `${'<a>'.repeat(50)}${'</a>'.repeat(50)}`])(
    'is nothing when it is not well-formed: %s', (text) => {
      expect(readXml(text) === null || text === '<a>&').toBe(true);
    });

  it('lets no entity of its own making grow', () => {
    expect(readXml('<!DOCTYPE a [<!ENTITY x "lol">]><a>&x;</a>')).toBeNull();
  });

  it('never throws, whatever a device sends', () => {
    fc.assert(fc.property(fc.string(), fc.array(fc.constantFrom('<', '>', '/', 'a', '"', '&', ';', '<!--', '-->', '<?', ']]>')), (text, parts) => {
      for (const source of [text, parts.join(''), `<ScannerStatus>${parts.join('')}</ScannerStatus>`]) {
        readCapabilities(source);
        readStatus(source);
      }
    }), { numRuns: 300 });
  });
});

describe('the state of a scanner', () => {
  const status = (adf: string, state = 'Idle', ...reasons: string[]) => ({ state, adf, reasons });

  it.each([
    ['ScannerAdfJam', 'source.jam'], ['ScannerAdfMispick', 'source.jam'], ['ScannerAdfMultipickDetected', 'source.jam'],
    ['ScannerAdfHatchOpen', 'source.coverOpen'], ['ScannerAdfEmpty', 'source.paperEmpty'], ['ScannerAdfLoaded', null],
  ])('of a feeder that says %s is %s', (adf, code) => {
    expect(hindrance(status(adf), 'feeder')).toBe(code);
    expect(hindrance(status(adf), 'flatbed')).toBeNull();
  });

  it.each([
    ['Idle', [], null], ['Processing', [], 'source.busy'], ['Stopped', [], 'source.failed'],
    ['Stopped', ['InterlockOpen', 'CoverOpen'], 'source.coverOpen'], ['Processing', ['LampWarming'], 'source.warmingUp'],
  ])('%s because of %j is %s', (state, reasons, code) => {
    expect(hindrance(status('', state, ...reasons), 'flatbed')).toBe(code);
  });

  it('of its newest job counts, an older one’s does not', () => {
    const job = (reason: string) => `<scan:JobInfo><pwg:JobStateReasons><pwg:JobStateReason>${reason}</pwg:JobStateReason></pwg:JobStateReasons></scan:JobInfo>`;
    const xml = `<scan:ScannerStatus><pwg:State>Idle</pwg:State><scan:Jobs>${job('JobCompletedSuccessfully')}${job('CoverOpen')}</scan:Jobs></scan:ScannerStatus>`;
    expect(readStatus(xml)).toEqual({ state: 'Idle', adf: '', reasons: ['JobCompletedSuccessfully'] });
  });
});

it.each([
  [undefined, null], ['', null], ['/eSCL/Scan Jobs/1', null], ['/eSCL/ScanJobs/1\r\nHost: other', null],
  ['http://[::1]:8080/eSCL/ScanJobs/1', '/eSCL/ScanJobs/1'], ['ScanJobs/1', '/eSCL/ScanJobs/1'], ['eSCL/ScanJobs/1', '/eSCL/ScanJobs/1'],
])('the place of a job at %j is %j', (location, path) => {
  expect(jobPath(location, '/eSCL')).toBe(path);
});
