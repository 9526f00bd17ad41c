import { CHECKS, verdictOf, type Finding, type Verdict } from './doctor.ts';
import { doctorEn } from './texts/doctor-en.ts';
import { doctorRu } from './texts/doctor-ru.ts';

const SIGNS: Readonly<Record<Verdict, string>> = { good: '+', look: '!', bad: 'X', off: '-' };

export const doctorWords = (language: 'ru' | 'en'): typeof doctorRu => (language === 'ru' ? doctorRu : doctorEn);

/** As they are shown, whatever order they came in. */
export const inOrder = (findings: readonly Finding[]): Finding[] =>
  findings.toSorted((a, b) => CHECKS.indexOf(a.check) - CHECKS.indexOf(b.check) || a.about.localeCompare(b.about));

/** What is said of one: what it concerns, the sentence, the further code. */
export function sentenceOf({ answer, about, detail, facts }: Finding, language: 'ru' | 'en'): string {
  return [about === '' ? '' : `${about}:`, doctorWords(language).answers[answer](facts), detail === '' ? '' : `(${detail})`]
    .filter((part) => part !== '').join(' ');
}

/** The table as text, to be copied: codes, counts and versions, nobody's name and no address. */
export function doctorReport(findings: readonly Finding[], language: 'ru' | 'en', at: Date): string {
  const { checks } = doctorWords(language);
  const widest = Math.max(...inOrder(findings).map(({ check }) => checks[check].length));
  const rows = inOrder(findings).map((one) => `[${SIGNS[verdictOf(one)]}] ${checks[one.check].padEnd(widest)}  ${sentenceOf(one, language)}`);
  return [`Kakdoma Desk, ${at.toISOString()}`, ...rows, ''].join('\n');
}
