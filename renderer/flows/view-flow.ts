import { desk } from '../store/desk-store.ts';
import type { View } from '../store/view-slice.ts';
import { closeRegistration } from './registrations-flow.ts';

/** Goes to a view; an opened registration is closed on the way, and with it whatever was revealed. */
export function goToView(view: View): void {
  closeRegistration();
  desk().show(view);
}
