/** The composition root: every service of the main process, built top to bottom in the order they need each other. */
import path from 'node:path';
import { DeskError } from '../shared/errors.ts';
import { ORIGIN } from '../shared/origin.ts';
import { laidOver } from '../shared/policy-file.ts';
import { DEFAULT_SETTINGS } from '../shared/settings.ts';
import { createBackups } from './backup/backups.ts';
import { placeOf } from './backup/place.ts';
import { applyRestore } from './backup/restore.ts';
import { createRestoreService } from './backup/restore-service.ts';
import { createAdminLock } from './admin/admin-lock.ts';
import { atMostEvery } from './at-most-every.ts';
import { createCaptures } from './capture/captures.ts';
import { queueSpecimens } from './capture/specimens.ts';
import { createBatches } from './batch/batches.ts';
import { systemClock } from './clock.ts';
import { dropCopies } from './db/before-migration.ts';
import { createStorage } from './db/storage.ts';
import { createDeskDestinations } from './destinations/desk-destinations.ts';
import { createPepperMove } from './destinations/bitrix/move-pepper.ts';
import { createClipboardGuard } from './desk-lock/clipboard-guard.ts';
import { createCrashDumps } from './crash/crash-dumps.ts';
import { noteUnheld } from './crash/unheld.ts';
import { createScreenLock } from './desk-lock/screen-lock.ts';
import { createDestinationAdmin } from './destinations/destination-admin.ts';
import { checkScanners } from './doctor/checks/scanners.ts';
import { checkUpdates } from './doctor/checks/updates.ts';
import { createDoctor } from './doctor/doctor.ts';
import { createDrafts } from './drafts/drafts.ts';
import { createFolderChoices } from './destinations/folder-choices.ts';
import { endInOrder } from './end-in-order.ts';
import { createErasures } from './erasure/erasures.ts';
import { asConfirmInput, createGroups } from './groups/groups.ts';
import { aboutDesk, programFolders } from './host/about.ts';
import { crashFolder, onCrashed } from './host/crashes.ts';
import { createAppFiles } from './host/app-files.ts';
import { onAway } from './host/away.ts';
import { systemClipboard } from './host/clipboard.ts';
import { chooseFiles, chooseFolder, chooseJsonFile, chooseList, choosePictures, chooseSaveFile } from './host/dialogs.ts';
import { idleMs } from './host/idle.ts';
import { setStartAtLogin, startsHidden } from './host/login-item.ts';
import { restart, type RunningDesk } from './host/lifecycle.ts';
import { refuseDownloads } from './host/downloads.ts';
import { refuseNavigation } from './host/navigation.ts';
import { onReachable, systemFetch } from './host/network.ts';
import { forkOcrProcess, forkPagesProcess } from './host/ocr-process.ts';
import { onPageRequest } from './host/page-requests.ts';
import { allowCameraOnly } from './host/permissions.ts';
import type { Profile } from './host/profile.ts';
import { serveScheme } from './host/scheme.ts';
import { openTray } from './host/tray.ts';
import { programUpdates } from './host/update-engine.ts';
import { openWindow } from './host/window.ts';
import { deskStatus } from './ipc/desk-status.ts';
import { createRequestDoor } from './ipc/handle.ts';
import { createRequestGate } from './ipc/request-gate.ts';
import { requestTable, whereTo } from './ipc/requests.ts';
import { openLog } from './log.ts';
import { createLogFiles } from './logs/log-files.ts';
import { modelName } from './ocr/nets/model-name.ts';
import { superviseReader } from './ocr/supervisor.ts';
import { sayOnce } from './operation/said-once.ts';
import { createCourier } from './outbox/courier.ts';
import { countDelivered } from './outbox/outbox.ts';
import { createDeliveries } from './outbox/deliveries.ts';
import { createIntake } from './pages/intake.ts';
import { createPageSplitter } from './pages/page-splitter.ts';
import { policyFilePlace, readPolicyFile } from './policy-file/policy-file.ts';
import { underPolicy } from './policy-file/settings-under-policy.ts';
import { createPurge } from './policy/purge.ts';
import { checkAudit } from './records/audit.ts';
import { createRegistrations } from './records/registrations.ts';
import { keychainService } from './secrets/keychain-service.ts';
import { createMemoryKeychain } from './secrets/memory-keychain.ts';
import { createOsKeychain } from './secrets/os-keychain.ts';
import { createSecretsMove } from './secrets/secrets-move.ts';
import { createSettingsFiles } from './settings/settings-file.ts';
import { openSettings } from './settings/settings.ts';
import { smokeCheck } from './smoke-check.ts';
import { createDeskSources } from './sources/desk-sources.ts';
import { createWatchedFolders } from './sources/folder/watched-folders.ts';
import { createBot } from './telegram/bot.ts';
import { openAttempts } from './updates/attempts.ts';
import { countUnconfirmed } from './updates/unconfirmed.ts';
import { createUpdates } from './updates/updates.ts';

/** How often the strip is told of deliveries at most; a backlog makes many a second. */
const TELL_EVERY_MS = 1000;

/** How often the page hears of an import at most. */
const BATCH_TOLD_EVERY_MS = 250;

/** How often the page hears of groups at most. */
const GROUPS_TOLD_EVERY_MS = 250;

/** How often the settings hear of watched folders at most. */
const FOLDERS_TOLD_EVERY_MS = 500;

/** How soon after a guest was confirmed or delivered the policy is applied to what is no longer needed. */
const PURGE_EVERY_MS = 5_000;

/** Starts the desk in this profile. It opens even when storage or reader cannot: the page says what is wrong. */
export async function start(profile: Profile): Promise<RunningDesk> {
  const folders = programFolders();
  const about = aboutDesk(profile.demo);

  const log = openLog({ folder: path.join(profile.folder, 'logs') });
  const unheld = noteUnheld(log);
  log.info('desk.starting', { version: about.version, platform: about.platform });
  const dumps = createCrashDumps({ from: crashFolder(), to: path.join(profile.folder, 'crashes'), log, clock: systemClock });
  onCrashed((gone, reason) => {
    log.error('crash.seen', { source: gone, code: reason });
    void dumps.collect();
    // What was typed is gone with the page.
    if (gone === 'page') updates.setTyping(false);
  });
  const service = keychainService(profile.usual ? null : profile.folder);
  const keychain = profile.demo ? createMemoryKeychain() : createOsKeychain({ service });
  // A keychain that is locked may be open at the next start; until then the desk is as it was.
  await applyRestore({ profile: profile.folder, keychain, now: Date.now }).then(
    (applied) => { if (applied) log.info('restore.applied'); }, (error: unknown) => log.error('restore.failed', { error }));
  const machine = await readPolicyFile(policyFilePlace(), log);
  const defaults = machine.kind === 'read' ? laidOver(DEFAULT_SETTINGS, machine.preset) : DEFAULT_SETTINGS;
  const settings = underPolicy(await openSettings({ file: path.join(profile.folder, 'settings.json'), log, defaults }), machine);
  const storage = createStorage({ folder: path.join(profile.folder, 'store'), keychain, log });
  const ocr = superviseReader({
    fork: () => forkOcrProcess(path.join(folders.code, 'ocr-worker.js')), modelFolder: folders.models, engines: ['native', 'wasm'],
  });
  const captures = createCaptures({ storage, ocr, log });
  const splitter = createPageSplitter({ fork: () => forkPagesProcess(path.join(folders.code, 'pages-worker.js')) });
  const intake = createIntake({ captures, splitter });
  const batchTold = atMostEvery(BATCH_TOLD_EVERY_MS, () => window.send('batch:changed', null));
  const model = modelName(folders.models);
  const batches = createBatches({ storage, captures, intake, model: () => model, log, changed: () => batchTold.ask() });
  const registrations = createRegistrations({ storage, captures, log });
  const groupsTold = atMostEvery(GROUPS_TOLD_EVERY_MS, () => window.send('group:changed', null));
  const groups = createGroups({
    storage, captures, log, changed: () => groupsTold.ask(),
    confirm: async (drafted) => {
      await registrations.confirm({ ...asConfirmInput(drafted), ...whereTo(settings.get()) });
      confirmed();
    },
  });
  const lock = createAdminLock({ storage, log });
  const screen = createScreenLock({ storage, admin: lock, log, minutes: () => settings.get().operation.lockAfterMinutes });
  const clipboard = createClipboardGuard({ clipboard: systemClipboard, clock: systemClock, log });

  const status = () => deskStatus({
    storage, ocr, registrations, deliveries, courier, bot, destinations: settings.get().destinations,
  });
  const tellStatus = () => void status().then(
    (now) => window.send('status:changed', now), (error: unknown) => log.error('status.failed', { error }));
  const telling = atMostEvery(TELL_EVERY_MS, tellStatus);
  const purge = createPurge({
    storage, log, clock: systemClock, policy: () => settings.get().policy, isPolicyKnown: () => settings.trouble() === null,
    removed: (captureIds) => captures.forget(captureIds), groupsGone: () => groupsTold.ask(),
  });
  const purging = atMostEvery(PURGE_EVERY_MS, () => purge.soon());
  const settled = () => {
    telling.ask();
    purging.ask();
  };
  const courier = createCourier({ storage, log, settled });
  const destinations = createDeskDestinations({
    keychain, storage, log, fetch: systemFetch, version: about.version, policy: () => settings.get().policy,
  });
  const erasures = createErasures({
    storage, log, clock: systemClock, destinations: () => settings.get().destinations, eraser: destinations.eraser,
    erased: (captureIds) => {
      captures.forget(captureIds);
      dropCopies(path.join(profile.folder, 'store', 'desk.db'), { now: Date.now(), all: true });
      tellStatus();
    },
    changed: () => window.send('erasure:changed', null),
  });
  const pepperMove = createPepperMove({
    keychain, replaced: destinations.forgetPepper,
    delivered: () => countDelivered(storage.opened().database,
      settings.get().destinations.filter(({ kind }) => kind === 'bitrix').map(({ id }) => id)),
  });
  const serve = () => courier.serve(destinations.served(settings.get().destinations));
  const archiveFolders = createFolderChoices({ choosePath: chooseFolder, own: path.join(profile.folder, 'archive') });
  const admin = createDestinationAdmin({
    settings, keychain, storage, log, destinations, folders: archiveFolders,
    reconnect: (destinationId) => {
      destinations.forget(destinationId);
      serve();
    },
  });
  const foldersTold = atMostEvery(FOLDERS_TOLD_EVERY_MS, () => {
    window.send('folder:changed', null);
    tray.set(worksWithoutWindow());
  });
  const watched = createWatchedFolders({
    storage, intake, choices: createFolderChoices({ choosePath: chooseFolder, own: profile.folder }), own: profile.folder,
    clock: systemClock, log, changed: () => foldersTold.ask(),
  });
  const devices = createDeskSources({
    settings, captures, log, platform: process.platform,
    progress: (progress) => window.send('scan:progress', progress),
    unread: (name) => window.send('source:unread', { name }),
    changed: () => window.send('source:changed', null),
  });
  const deliveries = createDeliveries({
    storage, log,
    tried: (destinationId) => {
      courier.retryNow(destinationId);
      telling.ask();
    },
  });
  const language = () => {
    const chosen = settings.get().language;
    return chosen === 'system' ? about.systemLanguage : chosen;
  };
  const tray = openTray({
    icon: path.join(folders.tray, 'tray.png'), show: () => window.show(),
    language,
  });
  const bot = createBot({
    storage, captures, keychain, log, fetch: systemFetch, settings: () => settings.get().telegram,
    keepDays: () => settings.get().policy.keepRegistrationDays,
    destinationName: (id) => settings.get().destinations.find((one) => one.id === id)?.name ?? id,
    resendParked: () => deliveries.retryAllParked(), guests: erasures.marked,
    changed: (conversationId, arrived) => {
      window.send('message:changed', { conversationId, arrived });
      telling.ask();
      if (arrived && !window.isInFront()) tray.tellOfMessage();
    },
  });
  const confirmed = () => {
    courier.kick();
    purging.ask();
    tellStatus();
  };
  const backups = createBackups({
    desk: { profile: profile.folder }, storage, keychain, settings: settings.get, log, clock: systemClock, program: about.version,
    place: (one) => placeOf(one, { keychain, fetch: systemFetch }), changed: () => window.send('backup:changed', null),
  });
  const updates = createUpdates({
    engine: programUpdates({ demo: profile.demo }), settings: () => settings.get().updates, clock: systemClock, log, idleMs,
    attempts: await openAttempts({ file: path.join(profile.folder, 'update.json'), running: about.version, log }),
    unconfirmed: () => countUnconfirmed(storage), working: () => backups.state().running,
    changed: (state) => window.send('update:changed', state),
  });
  const doctor = createDoctor({
    about: { ...about, policy: machine }, profile: profile.folder, models: folders.models, keychain, fetch: systemFetch,
    settings: settings.get, reader: () => ocr.state(), log,
    audit: async () => (storage.state().kind === 'ready' ? checkAudit(storage.opened()) : null),
    test: (one, signal) => destinations.single(one).test(signal),
    more: [checkScanners({ settings: () => settings.get().sources, test: devices.admin.test }), checkUpdates(updates.probe)],
    write: systemClipboard.write, language,
  });
  const restore = createRestoreService({ profile: profile.folder, keychain, log, chooseFiles, restart });
  const secretsMove = createSecretsMove({
    keychain, settings: settings.get,
    taken: () => {
      destinations.forgetPepper();
      for (const { id } of settings.get().destinations) destinations.forget(id);
      serve();
      bot.tokenChanged();
    },
  });
  const logs = createLogFiles(path.join(profile.folder, 'logs'));
  const table = requestTable({
    captures, ocr, intake, registrations, settings, storage, status, choosePictures, confirmed,
    about: () => ({ ...about, firstRun: !profile.demo && settings.isNew(), settingsTrouble: settings.trouble() }),
    admin, lock, screen, clipboard, doctor, logs, backups, updates, restore, secretsMove, pepperMove, locked: settings.locked,
    folders: archiveFolders, deliveries, courier, purge, erasures, bot, keychain,
    drafts: createDrafts({ storage }), watched, sources: devices.admin, scans: devices.scans, batches, groups, splitter,
    settingsFiles: createSettingsFiles({ settings, keychain }), chooseFolder, chooseList, chooseJsonFile, chooseSaveFile,
  });

  onPageRequest(createRequestDoor(table, createRequestGate({ lock, storage, screenLocked: screen.isLocked }), log));
  serveScheme(createAppFiles({
    folder: folders.page,
    picture: async (captureId) => {
      if (screen.isLocked()) throw new DeskError('screen.locked');
      return captures.display(captureId);
    },
  }));
  allowCameraOnly();
  refuseNavigation();
  refuseDownloads();
  /** Bot and courier go on when the window is closed. */
  const worksWithoutWindow = () =>
    watched.isWatching() || settings.get().telegram.on || settings.get().destinations.some(({ on }) => on);
  const window = openWindow({
    url: `${ORIGIN}/index.html`, preload: folders.preload, hidden: startsHidden() && worksWithoutWindow(),
    failed: (error) => log.error('window.failed', { error }),
  });
  // Its title is a name; the page asks for all of them once it is unlocked.
  captures.onChanged((summary) => { if (!screen.isLocked()) window.send('capture:changed', summary); });
  captures.onGone((id) => window.send('capture:gone', { id }));
  lock.onChanged((now) => window.send('admin:changed', now));
  screen.onChanged((now) => window.send('screen:changed', now));
  storage.onState(tellStatus);
  ocr.onState(tellStatus);
  bot.onState(tellStatus);
  const applyBot = () => {
    bot.apply(settings.get().telegram);
    tray.set(worksWithoutWindow());
  };
  settings.onChanged(() => {
    serve();
    devices.serve();
    applyBot();
    purge.soon();
    tellStatus();
  });
  serve();
  devices.serve();
  applyBot();
  const protectWindow = () => window.hideFromScreenshots(settings.get().operation.hideFromScreenshots);
  protectWindow();
  settings.onChanged(protectWindow);
  settings.onChanged(() => updates.apply());
  let startsAtLogin: boolean | null = null;
  /** The system is told of a change only: nobody's own entry is taken away at every start. */
  const applyLogin = () => {
    const { startAtLogin } = settings.get().operation;
    if (profile.demo || startAtLogin === startsAtLogin) return;
    const first = startsAtLogin === null;
    startsAtLogin = startAtLogin;
    if (first && !startAtLogin) return;
    setStartAtLogin(startAtLogin).catch((error: unknown) => log.error('login.failed', { error }));
  };
  applyLogin();
  settings.onChanged(applyLogin);
  const stayedAway = onAway(() => {
    if (settings.get().operation.lockAfterMinutes === null || storage.state().kind !== 'ready') return;
    screen.lock().catch((error: unknown) => log.error('screen.lockFailed', { error }));
  });
  const unhear = onReachable(() => {
    courier.hurry();
    bot.hurry();
  });

  // Not awaited before the window opens: a keychain may ask the person to unlock it.
  const opened = storage.open().then(async () => {
    if (profile.demo) await queueSpecimens({ folder: folders.demo, captures });
  }).catch((error: unknown) => log.error('storage.openFailed', { error }));
  await window.loaded;
  log.info('desk.started');

  return {
    show: () => window.show(),
    worksWithoutWindow,
    windowClosed: () => {
      updates.setTyping(false);
      if (sayOnce(storage, 'worksOnInTray')) tray.tellOfWorkingOn();
    },
    check: async () => {
      await opened;
      return smokeCheck({ ocr, captures });
    },
    async stop() {
      try {
        await endInOrder([
          ['opening', () => opened],
          // What was changed right before closing is written, and heard of, while all who hear of it are still there.
          ['settings', () => settings.settled()],
          ['updates', () => updates.stop()],
          ['network', unhear],
          ['away', stayedAway],
          ['dumps', () => dumps.stop()],
          ['screen', () => screen.stop()],
          ['clipboard', () => clipboard.stop()],
          ['watchedFolders', () => watched.stop()],
          ['devices', () => devices.stop()],
          ['batches', () => batches.stop()],
          ['groups', () => groups.stop()],
          ['tray', () => tray.set(false)],
          ['bot', () => bot.stop()],
          ['courier', () => courier.stop()],
          ['telling', () => [telling, foldersTold, batchTold, groupsTold, purging].forEach((one) => one.end())],
          ['backups', () => backups.stop()],
          ['purge', () => purge.stop()],
          ['erasures', () => erasures.stop()],
          ['captures', () => captures.stop()],
          ['splitter', () => splitter.stop()],
          ['ocr', () => ocr.stop()],
          ['storage', () => storage.close()],
        ], log);
        log.info('desk.stopped');
      } finally {
        unheld();
        log.close();
      }
    },
  };
}
