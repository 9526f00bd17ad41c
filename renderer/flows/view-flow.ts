import { desk } from '../store/desk-store.ts';
import type { SectionId } from '../settings/sections.ts';
import type { View } from '../store/view-slice.ts';
import { closeRegistration } from './registrations-flow.ts';

/** Goes to a view; an opened registration is closed on the way, and with it whatever was revealed. */
export function goToView(view: View): void {
  closeRegistration();
  desk().show(view);
}

/** Goes to a section of the settings. */
export function goToSection(section: SectionId): void {
  desk().openSection(section);
  goToView('settings');
}
