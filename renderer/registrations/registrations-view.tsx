import { useEffect, type ReactNode } from 'react';
import { closeRegistration, searchRegistrations } from '../flows/registrations-flow.ts';
import { desk, useDesk } from '../store/desk-store.ts';
import { RegistrationCard } from './registration-card.tsx';
import { RegistrationList } from './registration-list.tsx';
import { SearchBar } from './search-bar.tsx';
import './registrations.css';

/** Registrations: found on the left, one opened on the right. */
export function RegistrationsView(): ReactNode {
  const opened = useDesk((state) => state.opened);
  const today = useDesk((state) => state.status?.registrationsToday);
  useEffect(() => {
    // Listed anew when another registration was saved meanwhile.
    void searchRegistrations(desk().search);
  }, [today]);
  // Whoever comes here comes to look for someone.
  useEffect(() => document.getElementById('search-query')?.focus(), []);
  // What was revealed is forgotten as soon as the view is left.
  useEffect(() => closeRegistration, []);
  return (
    <main className="wide-view registrations" data-opened={opened !== null}>
      <div className="registrations-list">
        <SearchBar />
        <RegistrationList />
      </div>
      {opened === null ? null : <RegistrationCard key={opened.id} registration={opened} />}
    </main>
  );
}
