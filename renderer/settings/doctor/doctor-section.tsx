import { useEffect, type ReactNode } from 'react';
import { verdictOf, type Finding, type Verdict } from '../../../shared/doctor.ts';
import { doctorWords } from '../../../shared/doctor-report.ts';
import { BOT_CODES, type BotCode } from '../../../shared/telegram.ts';
import { DELIVERY_CODES, type DeliveryCode } from '../../../shared/delivery.ts';
import { SOURCE_CODES, type SourceCode } from '../../../shared/sources.ts';
import { copyDoctor, runDoctor } from '../../flows/doctor-flow.ts';
import { Button } from '../../shell/button.tsx';
import { LookIcon, StopIcon, SureIcon, WaitIcon } from '../../shell/icons.tsx';
import { useDesk } from '../../store/desk-store.ts';
import { useLanguage, useTexts } from '../../texts/use-texts.ts';
import './doctor.css';

/** What works on this computer and what does not, and what to do about it. */
export function DoctorSection(): ReactNode {
  const { doctor: words } = useTexts();
  const { kind, findings } = useDesk((state) => state.doctor);
  useEffect(() => void runDoctor(), []);
  const running = kind === 'running';
  const bad = findings.filter((one) => verdictOf(one) === 'bad').length;
  return (
    <>
      <p className="settings-lead quiet">{words.lead}</p>
      <div className="destination-actions">
        <Button look="accent" disabled={running} focusableWhenDisabled onClick={() => void runDoctor()}>
          {running ? words.running : words.run}
        </Button>
        <Button disabled={running || findings.length === 0} onClick={() => void copyDoctor()}>
          {words.copy}
        </Button>
      </div>
      <p className="doctor-said" role="status">
        {running ? words.running : findings.length === 0 ? '' : words.summary(bad)}
      </p>
      {findings.length === 0 ? null : <FindingsTable findings={findings} />}
    </>
  );
}

function FindingsTable({ findings }: { readonly findings: readonly Finding[] }): ReactNode {
  const { doctor: words } = useTexts();
  const language = useLanguage();
  const { checks, verdicts } = doctorWords(language);
  return (
    <table className="doctor-table">
      <thead>
        <tr>
          <th scope="col">{words.columns.check}</th>
          <th scope="col">{words.columns.verdict}</th>
          <th scope="col">{words.columns.what}</th>
        </tr>
      </thead>
      <tbody>
        {findings.map((one) => {
          const verdict = verdictOf(one);
          return (
            <tr key={`${one.check}/${one.answer}/${one.about}`} data-verdict={verdict}>
              <th scope="row">{checks[one.check]}</th>
              <td className="doctor-verdict">
                <Sign verdict={verdict} />
                {verdicts[verdict]}
              </td>
              <td>
                <Said of={one} />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** Of a destination or device its name, which is not in what is copied, and of a further code its sentence. */
function Said({ of }: { readonly of: Finding }): ReactNode {
  const texts = useTexts();
  const language = useLanguage();
  const name = useDesk(({ settings: { destinations, sources } }) =>
    [...destinations, ...sources].find(({ id }) => id === of.about)?.name ?? of.about);
  const isBotCode = (code: string): code is BotCode => (BOT_CODES as readonly string[]).includes(code);
  const isDeliveryCode = (code: string): code is DeliveryCode => (DELIVERY_CODES as readonly string[]).includes(code);
  const isSourceCode = (code: string): code is SourceCode => (SOURCE_CODES as readonly string[]).includes(code);
  const { detail } = of;
  const sentence = isBotCode(detail) ? texts.bot.codes[detail]
    : isDeliveryCode(detail) ? texts.testCodes[detail]
      : isSourceCode(detail) ? texts.sourceCodes[detail] : null;
  return (
    <>
      {name === '' ? null : <strong>{name}: </strong>}
      {sentence ?? doctorWords(language).answers[of.answer](of.facts)}
    </>
  );
}

function Sign({ verdict }: { readonly verdict: Verdict }): ReactNode {
  switch (verdict) {
    case 'good':
      return <SureIcon />;
    case 'look':
      return <LookIcon />;
    case 'bad':
      return <StopIcon />;
    case 'off':
      return <WaitIcon />;
  }
}
