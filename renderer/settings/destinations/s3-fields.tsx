import { Collapsible } from '@base-ui/react/collapsible';
import { Switch } from '@base-ui/react/switch';
import type { ReactNode } from 'react';
import { s3Options, type S3Options } from '../../../shared/destinations.ts';
import { Choice } from '../../shell/choice.tsx';
import { DownIcon } from '../../shell/icons.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { FormField } from './form-field.tsx';

export const NEW_S3: S3Options = {
  endpoint: '',
  region: '',
  bucket: '',
  prefix: '',
  forcePathStyle: true,
  accessKeyId: '',
  sse: 'none',
  keyId: '',
};

const NEEDED = ['endpoint', 'region', 'bucket', 'accessKeyId'] as const;
const SELDOM = ['prefix', 'keyId'] as const;
const PLACEHOLDERS: Partial<Record<keyof S3Options, string>> = {
  endpoint: 'https://',
  region: 'us-east-1',
};

/** As typed, without the spaces that copying brings along. */
export const trimmed = (options: S3Options): S3Options => ({
  ...options,
  endpoint: options.endpoint.trim(),
  region: options.region.trim(),
  bucket: options.bucket.trim(),
  prefix: options.prefix.trim(),
  accessKeyId: options.accessKeyId.trim(),
  keyId: options.keyId.trim(),
});

type Props = {
  readonly options: S3Options;
  readonly onChange: (options: S3Options) => void;
  /** Problems are said once somebody has tried to save. */
  readonly tried: boolean;
  /** The secret, which stands beside the key it belongs to. */
  readonly children: ReactNode;
};

/** Where a bucket is and how it is spoken to. */
export function S3Fields({ options, onChange, tried, children }: Props): ReactNode {
  const texts = useTexts();
  const { fields, fieldProblems, more, pathStyle, sse, sseKinds } = texts.destinations;
  const field = (name: (typeof NEEDED)[number] | (typeof SELDOM)[number]): ReactNode => {
    const fits = s3Options.shape[name].safeParse(options[name].trim()).success;
    const placeholder = PLACEHOLDERS[name];
    return (
      <FormField
        key={name}
        id={`s3-${name}`}
        label={fields[name]}
        value={options[name]}
        maxLength={300}
        problem={tried && !fits ? fieldProblems[name] : null}
        {...(placeholder === undefined ? {} : { placeholder })}
        onChange={(value) => onChange({ ...options, [name]: value })}
      />
    );
  };
  return (
    <>
      {NEEDED.map(field)}
      {children}
      <Collapsible.Root className="form-more" defaultOpen={options.prefix !== '' || options.sse !== 'none'}>
        <Collapsible.Trigger className="button button-quiet">
          <DownIcon />
          {more}
        </Collapsible.Trigger>
        <Collapsible.Panel className="form-more-panel">
          {field('prefix')}
          <label className="switch-row">
            <Switch.Root
              className="switch"
              checked={options.forcePathStyle}
              onCheckedChange={(forcePathStyle) => onChange({ ...options, forcePathStyle })}
            >
              <Switch.Thumb className="switch-thumb" />
            </Switch.Root>
            {pathStyle}
          </label>
          <div className="form-field">
            <Choice
              label={sse}
              value={options.sse}
              options={s3Options.shape.sse.options.map((value) => ({ value, label: sseKinds[value] }))}
              onChange={(chosen) => {
                const next = s3Options.shape.sse.safeParse(chosen);
                if (next.success) onChange({ ...options, sse: next.data });
              }}
            />
          </div>
          {options.sse === 'aws:kms' ? field('keyId') : null}
        </Collapsible.Panel>
      </Collapsible.Root>
    </>
  );
}
