import type { ReactNode } from 'react';
import { AboutSection } from './about-section.tsx';
import { AdminSection } from './admin/admin-section.tsx';
import { AuditSection } from './audit/audit-section.tsx';
import { BackupSection } from './backup/backup-section.tsx';
import { DestinationsSection } from './destinations/destinations-section.tsx';
import { FoldersSection } from './folders/folders-section.tsx';
import { DoctorSection } from './doctor/doctor-section.tsx';
import { GeneralSection } from './general-section.tsx';
import { LogsSection } from './logs/logs-section.tsx';
import { OperationSection } from './operation/operation-section.tsx';
import { PolicySection } from './policy/policy-section.tsx';
import { ReaderSettings } from '../wedge/reader-settings.tsx';
import { SourcesSection } from './sources/sources-section.tsx';
import { TelegramSection } from './telegram/telegram-section.tsx';
import { UpdatesSection } from './updates/updates-section.tsx';

/** Sections of the settings in the order of their list; each has its name in the catalogues under `settings.sections`. */
export const SECTIONS = [
  { id: 'general', Body: GeneralSection },
  { id: 'sources', Body: SourcesSection },
  { id: 'readers', Body: ReaderSettings },
  { id: 'destinations', Body: DestinationsSection },
  { id: 'telegram', Body: TelegramSection },
  { id: 'folders', Body: FoldersSection },
  { id: 'policy', Body: PolicySection },
  { id: 'admin', Body: AdminSection },
  { id: 'operation', Body: OperationSection },
  { id: 'backup', Body: BackupSection },
  { id: 'updates', Body: UpdatesSection },
  { id: 'doctor', Body: DoctorSection },
  { id: 'audit', Body: AuditSection },
  { id: 'logs', Body: LogsSection },
  { id: 'about', Body: AboutSection },
] as const satisfies readonly { readonly id: string; readonly Body: () => ReactNode }[];

export type SectionId = (typeof SECTIONS)[number]['id'];
