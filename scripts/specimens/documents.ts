import { type Person, pnrus, type RussianPerson, td1, td2, td3 } from './zones.ts';

export type Specimen = {
  readonly file: string;
  readonly title: string;
  readonly colours: readonly [paper: string, ink: string];
  /** Millimetres of ICAO Doc 9303; the internal passport's page is that of a TD3 book turned. */
  readonly size: readonly [width: number, height: number];
  readonly fields: readonly (readonly [label: string, value: string])[];
  readonly lines: readonly string[];
  /** Degrees the document lies turned on the desk. */
  readonly turn: number;
};

const passport: Person = {
  surname: 'ERIKSSON', givenNames: 'ANNA MARIA', number: 'L898902C3', state: 'UTO', birth: '840812', sex: 'F', expiry: '310415', optional: 'ZE184226B',
};
const card: Person = {
  surname: 'STEVENSON', givenNames: 'PETER JOHN', number: 'D23145890', state: 'UTO', birth: '740715', sex: 'M', expiry: '301204', optional: '',
};
const oldCard: Person = {
  surname: 'VAN DER MEER', givenNames: 'LIEKE', number: 'SPECI2014', state: 'UTO', birth: '900503', sex: 'F', expiry: '291130', optional: '',
};
const russian: RussianPerson = {
  surname: 'ИМЯРЕК', given: 'ЕВГЕНИЙ', patronymic: 'АЛЕКСАНДРОВИЧ', number: '1104000000', issued: '120828', division: '292000', birth: '820912', sex: 'M',
};

const date = (text: string) => `${text.slice(4)}.${text.slice(2, 4)}.${Number(text.slice(0, 2)) > 40 ? '19' : '20'}${text.slice(0, 2)}`;
const fieldsOf = (person: Person) => [
  ['Surname', person.surname], ['Given names', person.givenNames], ['Sex', person.sex], ['Date of birth', date(person.birth)],
  ['Nationality', 'UTOPIAN'], ['Document No.', person.number], ['Date of expiry', date(person.expiry)],
] as const;

/** Drawn by us, of a state that does not exist: no page of a real document was copied. */
export const SPECIMENS: readonly Specimen[] = [
  { file: '1-passport.jpg', title: 'UTOPIA · PASSPORT', colours: ['#f1e9da', '#6b2737'], size: [125, 88], fields: fieldsOf(passport), lines: td3(passport), turn: -1.2 },
  { file: '2-identity-card.jpg', title: 'UTOPIA · IDENTITY CARD', colours: ['#dfecef', '#1c4f66'], size: [85.6, 54], fields: fieldsOf(card).slice(0, 4), lines: td1(card), turn: 2 },
  { file: '3-identity-card-td2.jpg', title: 'UTOPIA · RESIDENCE CARD', colours: ['#e6efdf', '#2d5a34'], size: [105, 74], fields: fieldsOf(oldCard), lines: td2(oldCard), turn: -2.5 },
  { file: '4-internal-passport.jpg', title: 'ОБРАЗЕЦ · ПАСПОРТ', colours: ['#f4e2df', '#7a2f2a'], size: [125, 88], turn: 0.8,
    fields: [['Фамилия', russian.surname], ['Имя', russian.given], ['Отчество', russian.patronymic], ['Пол', 'МУЖ.'], ['Дата рождения', date(russian.birth)], ['Место рождения', 'ГОР. ОБРАЗЦОВ']],
    lines: pnrus(russian) },
];
