import { PASSPORT_AREA, SCAN_DPI, toThreeHundredths } from '../scan-area.ts';
import type { ScanOptions } from '../../../shared/sources.ts';
import { SourceError } from '../scanner.ts';
import type { EsclInput } from './device.ts';

/** The body of the request for a scan. Throws `source.unsupported` where the device sends no JPEG. */
export function scanSettings(options: ScanOptions, input: EsclInput): string {
  if (input.formats.length > 0 && !input.formats.includes('image/jpeg')) {
    throw new SourceError('source.unsupported', 'the scanner sends no JPEG');
  }
  const { width, height } = regionOf(options, input);
  const dpi = resolutionOf(input);
  return `<?xml version="1.0" encoding="UTF-8"?>
<scan:ScanSettings xmlns:scan="http://schemas.hp.com/imaging/escl/2011/05/03" xmlns:pwg="http://www.pwg.org/schemas/2010/12/sm">
  <pwg:Version>2.0</pwg:Version>
  <pwg:ScanRegions>
    <pwg:ScanRegion>
      <pwg:ContentRegionUnits>escl:ThreeHundredthsOfInches</pwg:ContentRegionUnits>
      <pwg:XOffset>0</pwg:XOffset>
      <pwg:YOffset>0</pwg:YOffset>
      <pwg:Width>${width}</pwg:Width>
      <pwg:Height>${height}</pwg:Height>
    </pwg:ScanRegion>
  </pwg:ScanRegions>
  <pwg:InputSource>${options.input === 'feeder' ? 'Feeder' : 'Platen'}</pwg:InputSource>
  <scan:ColorMode>${colourOf(options, input)}</scan:ColorMode>
  <pwg:DocumentFormat>image/jpeg</pwg:DocumentFormat>
  <scan:DocumentFormatExt>image/jpeg</scan:DocumentFormatExt>
  <scan:XResolution>${dpi}</scan:XResolution>
  <scan:YResolution>${dpi}</scan:YResolution>
</scan:ScanSettings>
`;
}

function regionOf({ area }: ScanOptions, input: EsclInput): { width: number; height: number } {
  if (area === 'bed') return { width: input.width, height: input.height };
  return {
    width: Math.min(toThreeHundredths(PASSPORT_AREA.width), input.width),
    height: Math.min(toThreeHundredths(PASSPORT_AREA.height), input.height),
  };
}

/** 300 dpi, else the next finer one, else the finest there is. */
function resolutionOf({ resolutions }: EsclInput): number {
  return resolutions.find((dpi) => dpi >= SCAN_DPI) ?? resolutions.at(-1) ?? SCAN_DPI;
}

function colourOf({ colour }: ScanOptions, { colours }: EsclInput): string {
  const [wanted, other] = colour === 'grey' ? ['Grayscale8', 'RGB24'] as const : ['RGB24', 'Grayscale8'] as const;
  return colours.length === 0 || colours.includes(wanted) || !colours.includes(other) ? wanted : other;
}
