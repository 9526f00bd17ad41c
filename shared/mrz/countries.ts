/**
 * Codes of issuing states and nationalities: ISO 3166-1 alpha-3 as ICAO Doc 9303-3, section 5 takes them over, with the
 * alpha-2 that `Intl.DisplayNames` needs for the name, and the codes that are ICAO's own or of states that are gone.
 */

const ISO_CODES = `
ABW:AW AFG:AF AGO:AO AIA:AI ALA:AX ALB:AL AND:AD ARE:AE ARG:AR ARM:AM ASM:AS ATA:AQ ATF:TF ATG:AG AUS:AU AUT:AT AZE:AZ
BDI:BI BEL:BE BEN:BJ BES:BQ BFA:BF BGD:BD BGR:BG BHR:BH BHS:BS BIH:BA BLM:BL BLR:BY BLZ:BZ BMU:BM BOL:BO BRA:BR BRB:BB
BRN:BN BTN:BT BVT:BV BWA:BW CAF:CF CAN:CA CCK:CC CHE:CH CHL:CL CHN:CN CIV:CI CMR:CM COD:CD COG:CG COK:CK COL:CO COM:KM
CPV:CV CRI:CR CUB:CU CUW:CW CXR:CX CYM:KY CYP:CY CZE:CZ DEU:DE DJI:DJ DMA:DM DNK:DK DOM:DO DZA:DZ ECU:EC EGY:EG ERI:ER
ESH:EH ESP:ES EST:EE ETH:ET FIN:FI FJI:FJ FLK:FK FRA:FR FRO:FO FSM:FM GAB:GA GBR:GB GEO:GE GGY:GG GHA:GH GIB:GI GIN:GN
GLP:GP GMB:GM GNB:GW GNQ:GQ GRC:GR GRD:GD GRL:GL GTM:GT GUF:GF GUM:GU GUY:GY HKG:HK HMD:HM HND:HN HRV:HR HTI:HT HUN:HU
IDN:ID IMN:IM IND:IN IOT:IO IRL:IE IRN:IR IRQ:IQ ISL:IS ISR:IL ITA:IT JAM:JM JEY:JE JOR:JO JPN:JP KAZ:KZ KEN:KE KGZ:KG
KHM:KH KIR:KI KNA:KN KOR:KR KWT:KW LAO:LA LBN:LB LBR:LR LBY:LY LCA:LC LIE:LI LKA:LK LSO:LS LTU:LT LUX:LU LVA:LV MAC:MO
MAF:MF MAR:MA MCO:MC MDA:MD MDG:MG MDV:MV MEX:MX MHL:MH MKD:MK MLI:ML MLT:MT MMR:MM MNE:ME MNG:MN MNP:MP MOZ:MZ MRT:MR
MSR:MS MTQ:MQ MUS:MU MWI:MW MYS:MY MYT:YT NAM:NA NCL:NC NER:NE NFK:NF NGA:NG NIC:NI NIU:NU NLD:NL NOR:NO NPL:NP NRU:NR
NZL:NZ OMN:OM PAK:PK PAN:PA PCN:PN PER:PE PHL:PH PLW:PW PNG:PG POL:PL PRI:PR PRK:KP PRT:PT PRY:PY PSE:PS PYF:PF QAT:QA
REU:RE ROU:RO RUS:RU RWA:RW SAU:SA SDN:SD SEN:SN SGP:SG SGS:GS SHN:SH SJM:SJ SLB:SB SLE:SL SLV:SV SMR:SM SOM:SO SPM:PM
SRB:RS SSD:SS STP:ST SUR:SR SVK:SK SVN:SI SWE:SE SWZ:SZ SXM:SX SYC:SC SYR:SY TCA:TC TCD:TD TGO:TG THA:TH TJK:TJ TKL:TK
TKM:TM TLS:TL TON:TO TTO:TT TUN:TN TUR:TR TUV:TV TWN:TW TZA:TZ UGA:UG UKR:UA UMI:UM URY:UY USA:US UZB:UZ VAT:VA VCT:VC
VEN:VE VGB:VG VIR:VI VNM:VN VUT:VU WLF:WF WSM:WS YEM:YE ZAF:ZA ZMB:ZM ZWE:ZW
D:DE RKS:XK XXK:XK`;

const alpha2 = new Map(ISO_CODES.trim().split(/\s+/).map((pair): [string, string] => {
  const [three = '', two = ''] = pair.split(':');
  return [three, two];
}));

type Names = { readonly ru: string; readonly en: string };

/** Codes without an alpha-2: ICAO Doc 9303-3, section 5, parts B to E, and states that exist no more. */
const SPECIAL: Readonly<Record<string, Names>> = {
  UTO: { ru: 'Утопия (образец ИКАО)', en: 'Utopia (ICAO specimen)' },
  EUE: { ru: 'Европейский союз', en: 'European Union' },
  GBD: { ru: 'Великобритания: гражданин заморских территорий', en: 'British Overseas Territories citizen' },
  GBN: { ru: 'Великобритания: подданный (за рубежом)', en: 'British National (Overseas)' },
  GBO: { ru: 'Великобритания: заморский гражданин', en: 'British Overseas citizen' },
  GBP: { ru: 'Великобритания: лицо под защитой', en: 'British protected person' },
  GBS: { ru: 'Великобритания: подданный', en: 'British subject' },
  XXA: { ru: 'Лицо без гражданства (Конвенция 1954 г.)', en: 'Stateless person (1954 Convention)' },
  XXB: { ru: 'Беженец (Конвенция 1951 г.)', en: 'Refugee (1951 Convention)' },
  XXC: { ru: 'Беженец (не по Конвенции)', en: 'Refugee (other)' },
  XXX: { ru: 'Гражданство не указано', en: 'Nationality unspecified' },
  UNO: { ru: 'Организация Объединённых Наций', en: 'United Nations' },
  UNA: { ru: 'Специализированное учреждение ООН', en: 'United Nations specialized agency' },
  UNK: { ru: 'Косово (Миссия ООН)', en: 'Kosovo (United Nations Mission)' },
  XAA: { ru: 'Организация', en: 'Organization' },
  XBA: { ru: 'Африканский банк развития', en: 'African Development Bank' },
  XIM: { ru: 'Африканский экспортно-импортный банк', en: 'African Export-Import Bank' },
  XCC: { ru: 'Карибское сообщество', en: 'Caribbean Community' },
  XCE: { ru: 'Совет Европы', en: 'Council of Europe' },
  XCO: { ru: 'Общий рынок Восточной и Южной Африки', en: 'Common Market for Eastern and Southern Africa' },
  XEC: { ru: 'Экономическое сообщество стран Западной Африки', en: 'Economic Community of West African States' },
  XES: { ru: 'Организация восточно-карибских государств', en: 'Organization of Eastern Caribbean States' },
  XMP: { ru: 'Парламентская ассамблея Средиземноморья', en: 'Parliamentary Assembly of the Mediterranean' },
  XOM: { ru: 'Мальтийский орден', en: 'Sovereign Military Order of Malta' },
  XPO: { ru: 'Интерпол', en: 'INTERPOL' },
  XDC: { ru: 'Сообщество развития Юга Африки', en: 'Southern African Development Community' },
  XCT: { ru: 'Северный Кипр', en: 'Northern Cyprus' },
  ANT: { ru: 'Нидерландские Антилы (до 2010 г.)', en: 'Netherlands Antilles (until 2010)' },
  NTZ: { ru: 'Нейтральная зона (до 1993 г.)', en: 'Neutral Zone (until 1993)' },
  SUN: { ru: 'СССР (до 1991 г.)', en: 'Soviet Union (until 1991)' },
  YUG: { ru: 'Югославия (до 2003 г.)', en: 'Yugoslavia (until 2003)' },
  SCG: { ru: 'Сербия и Черногория (до 2006 г.)', en: 'Serbia and Montenegro (until 2006)' },
  CSK: { ru: 'Чехословакия (до 1992 г.)', en: 'Czechoslovakia (until 1992)' },
  ZAR: { ru: 'Заир (до 1997 г.)', en: 'Zaire (until 1997)' },
  TMP: { ru: 'Восточный Тимор (до 2002 г.)', en: 'East Timor (until 2002)' },
  ROM: { ru: 'Румыния (старый код)', en: 'Romania (old code)' },
  ZIM: { ru: 'Зимбабве (старый код)', en: 'Zimbabwe (old code)' },
};

/** All codes that may stand as issuing state or nationality, without fillers. */
export const STATE_CODES: readonly string[] = [...alpha2.keys(), ...Object.keys(SPECIAL)];

const known = new Set(STATE_CODES);

/** Whether a code, without its fillers, is one of ICAO's or ISO's. */
export function isKnownState(code: string): boolean {
  return known.has(code);
}

const displays = new Map<string, Intl.DisplayNames>();

/** The state's name in the interface's language; null for a code nobody assigned. */
export function stateName(code: string, language: 'ru' | 'en'): string | null {
  const special = SPECIAL[code];
  if (special !== undefined) return special[language];
  const two = alpha2.get(code);
  if (two === undefined) return null;
  let display = displays.get(language);
  if (display === undefined) {
    display = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' });
    displays.set(language, display);
  }
  return display.of(two) ?? null;
}
