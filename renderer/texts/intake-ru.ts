import { countIn } from './plural.ts';

const count = countIn('ru');

/** What brings many files at once, in Russian. */
export const intakeRu = {
  folders: {
    lead:
      'Сканеры и телефоны кладут файлы в папку, программа забирает их сама: сохраняет в зашифрованном виде, удаляет из папки '
      + 'и ставит в очередь. Подходят JPEG, PNG, WebP, TIFF, BMP и PDF, в том числе на сетевых дисках.',
    none: 'Пока ни за одной папкой программа не следит.',
    add: 'Следить за папкой…',
    addHeading: 'Забирать документы из этой папки?',
    willRemove: 'Каждый файл удаляется из папки, как только он сохранён. Не выбирайте папку с личными снимками.',
    thereNow: (n: number) =>
      `Сейчас там ${count(n, { one: 'файл', few: 'файла', many: 'файлов', other: 'файла' })} — они будут забраны сразу.`,
    watch: 'Следить',
    watched: (name: string) => `Программа следит за папкой «${name}»`,
    on: (name: string) => `Следить за папкой «${name}»`,
    off: 'Файлы из неё сейчас не забираются.',
    taken: (n: number, last: string) =>
      n === 0
        ? 'Ждёт файлов.'
        : `Забрано с запуска: ${n}, последний — ${last}.`,
    unread: 'Эти файлы не читаются и переложены в подпапку unread:',
    tried: (n: number) =>
      `Всё получается: программа может читать и удалять файлы в папке.${n === 0 ? '' : ` Документов там сейчас: ${n}.`}`,
    remove: 'Больше не следить',
    removeHeading: (name: string) => `Больше не следить за папкой «${name}»?`,
    removeLead: 'Папка и файлы в ней остаются. Новые файлы никто не заберёт.',
    removed: (name: string) => `За папкой «${name}» программа больше не следит`,
  },
  batch: {
    tab: 'Загрузка',
    heading: 'Загрузка файлов',
    lead: 'Папка или много файлов читаются подряд, каждый документ встаёт в очередь. Сами файлы остаются на месте.',
    files: 'Файлы…',
    folder: 'Папка…',
    none: 'Ещё ничего не загружали.',
    noFiles: 'В этой папке нет документов: JPEG, PNG, WebP, TIFF, BMP или PDF.',
    list: 'Загрузки',
    count: (n: number) => count(n, { one: 'файл', few: 'файла', many: 'файлов', other: 'файла' }),
    progress: (done: number, all: number) => `${done} из ${all}`,
    states: { running: 'идёт', paused: 'остановлена', cancelled: 'отменена', finished: 'закончена' },
    read: 'прочитано',
    look: 'посмотреть',
    failed: 'не вышло',
    pause: 'Остановить',
    resume: 'Продолжить',
    cancel: 'Отменить остальное',
    rerun: (n: number) => `Прочитать ещё раз: ${n}`,
    rerunHint: 'Не прочитанные и те, в которых прежняя версия чтения сомневалась.',
    report: 'Сохранить отчёт…',
    reportSaved: 'Отчёт сохранён',
    forget: 'Убрать из списка',
    shown: { all: 'Все', look: 'Посмотреть', failed: 'Не вышло' },
    shownLabel: 'Какие файлы показать',
    columns: { file: 'Файл', result: 'Что вышло' },
    page: (name: string, page: number) => `${name}, стр. ${page}`,
    document: (name: string, n: number) => `${name}, документ ${n}`,
    forgotten: 'Стёрт',
    outcomes: {
      waiting: 'ждёт', reading: 'читается', read: 'прочитан уверенно', look: 'нужно посмотреть', failed: 'не прочитан',
      left: 'не загружен',
    },
    unsure: 'чтение сомневается',
    noZone: 'зона не найдена',
    open: 'Показать',
    openRow: (name: string) => `Показать «${name}» на стойке`,
    nothing: 'Таких файлов нет.',
    more: 'Дальше',
  },
};
