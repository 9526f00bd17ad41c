import type { Source } from '../../shared/capture.ts';
import type { FieldName, QualityHint } from '../../shared/reading.ts';
import type { FieldOrigin, Stay } from '../../shared/registration.ts';
import { countIn } from './plural.ts';
import { codesRu } from './codes-ru.ts';

const count = countIn('ru');

/** Every text of the desk in Russian. The English catalogue has the same keys: its type is taken from here. */
export const ru = {
  ...codesRu,

  views: { desk: 'Стойка', registrations: 'Регистрации', settings: 'Настройки', keys: 'Клавиши' },

  queue: {
    heading: 'Очередь',
    add: 'Открыть…',
    camera: 'Камера',
    byHand: 'Вручную',
    waiting: (n: number) => (n === 0 ? 'Никто не ждёт' : count(n, { one: 'ждёт', few: 'ждут', many: 'ждут', other: 'ждёт' })),
    done: (n: number) => `Готово: ${n}`,
    row: (n: number) => `Снимок ${n}`,
    handRow: 'Новая регистрация',
    handSource: 'без снимка',
    discard: 'Убрать снимок',
    dropHere: 'Отпустите — снимки встанут в очередь',
    states: {
      captured: 'ждёт чтения',
      reading: (percent: number) => `читается, ${percent} %`,
      sure: 'прочитано уверенно',
      check: 'нужно посмотреть',
      none: 'зона не найдена',
      parked: 'не прочитан',
      confirmed: 'зарегистрирован',
    },
    sources: {
      scanner: 'сканер', camera: 'камера', reader: 'считыватель', folder: 'папка', drop: 'перетащен',
      paste: 'из буфера', file: 'файл', bot: 'бот', typed: 'без снимка',
    } satisfies Record<Source | 'typed', string>,
    announce: (title: string, state: string) => `${title}: ${state}`,
  },

  empty: {
    title: 'Положите документ перед программой',
    lead: 'Она прочитает машиночитаемую зону на этом компьютере. Ничего не сохраняется, пока вы не подтвердите.',
    drop: 'Перетащите сюда один или несколько снимков паспорта',
    open: 'Открыть файлы',
    paste: 'Вставить снимок из буфера',
    camera: 'Снять камерой',
    byHand: 'Зарегистрировать без снимка',
    next: 'Следующие ждут слева: стрелками вниз и вверх.',
  },

  picture: {
    label: (title: string) => `Снимок: ${title}`,
    zoomIn: 'Крупнее', zoomOut: 'Мельче', fit: 'Целиком', turn: 'Повернуть',
    percent: (n: number) => `${n} %`,
    waiting: 'Снимок появится здесь, как только будет прочитан',
    missing: 'Снимок не удалось показать',
    without: 'Регистрация без снимка',
    withoutLead: 'Впишите данные с документа справа. Без фамилии и номера документа подтвердить нельзя.',
    document: (n: number, of: number) => `Документ ${n} из ${of}`,
  },

  mrz: {
    heading: 'Машиночитаемая зона',
    line: (n: number) => `Строка ${n} машиночитаемой зоны`,
    sign: (line: number, column: number) => `Строка ${line}, знак ${column}`,
    signOf: (name: string, char: string) => `${name}, знак «${char}»`,
    hint: 'Щёлкните знак, чтобы исправить: всё перепроверится сразу.',
    right: 'контрольная цифра сходится',
    certainty: (percent: number) => `уверенность ${percent} %`,
    replaceWith: (char: string) => `Поставить «${char}»`,
    corrected: 'исправлено вручную',
  },

  fields: {
    heading: 'Данные документа',
    names: {
      surname: 'Фамилия', givenNames: 'Имена', sex: 'Пол', birthDate: 'Дата рождения', nationality: 'Гражданство',
      documentCode: 'Тип', documentNumber: 'Номер документа', issuingState: 'Кем выдан', expiryDate: 'Действует до',
      optionalData: 'Доп. данные',
    } satisfies Record<FieldName, string>,
    cyrillicSurname: 'Фамилия кириллицей',
    cyrillicGivenNames: 'Имя и отчество кириллицей',
    sexes: { M: 'М', F: 'Ж', X: 'X' },
    sexNames: { M: 'мужской', F: 'женский', X: 'не указан' },
    origins: { mrz: 'МЧЗ', typed: 'вручную', earlier: 'из прежней' } satisfies Record<FieldOrigin, string>,
    originNames: {
      mrz: 'прочитано из машиночитаемой зоны', typed: 'введено вручную', earlier: 'взято из прежней регистрации',
    } satisfies Record<FieldOrigin, string>,
    states: { sure: 'уверенно', look: 'посмотрите', stop: 'исправьте', plain: '' },
    datePlaceholder: 'ДД.ММ.ГГГГ',
    country: (name: string, code: string) => `${name} (${code})`,
    noCountry: 'Нет такого кода или страны',
    openCountries: 'Показать страны',
  },

  stay: {
    heading: 'Проживание',
    optional: 'по желанию',
    names: {
      room: 'Комната', arrival: 'Заезд', departure: 'Выезд', phone: 'Телефон', note: 'Заметка',
    } satisfies Record<keyof Stay, string>,
    today: 'сегодня',
  },

  attention: {
    heading: 'На что посмотреть',
    none: 'Контрольные цифры сходятся, сомнений нет.',
    nothingRead: 'На снимке не найдена машиночитаемая зона. Впишите данные со снимка.',
    looked: 'просмотрено',
    instead: 'вместо',
  },

  status: {
    sure: 'Прочитано уверенно', check: 'Нужно посмотреть', stop: 'Нужно исправить', hand: 'Ввод вручную',
    reading: 'Читается…', captured: 'Ждёт чтения', parked: 'Снимок не прочитан', confirmed: 'Уже зарегистрирован',
    none: 'Зона не найдена',
  },

  confirm: {
    button: 'Подтвердить',
    lookNext: (n: number) => `Посмотреть отмеченное: ${n}`,
    blocked: 'Сначала исправьте отмеченное красным',
    closed: 'Хранилище закрыто, сохранить нельзя',
    busy: 'Сохраняется…',
    saved: (name: string) => `Сохранено: ${name}`,
    already: (name: string) => `Уже было сохранено: ${name}`,
    retry: 'Прочитать ещё раз',
    cancel: 'Прервать чтение',
    openRegistration: 'Открыть регистрацию',
    confirmedLead: 'Этот снимок подтверждён. Регистрация хранится и её можно найти.',
    withoutName: 'без имени',
  },

  earlier: {
    document: (date: string) => `Этот документ регистрировали ${date}.`,
    person: (date: string) => `Похожий гость был ${date}.`,
    compare: 'Сравнить',
    heading: 'Прежняя регистрация рядом с новой',
    lead: 'Отмеченное будет взято из прежней.',
    field: 'Поле', now: 'Сейчас', before: 'Раньше',
    take: (n: number) => `Взять отмеченное: ${n}`,
    keep: 'Оставить как есть',
    takeField: (name: string) => `Взять из прежней: ${name}`,
    allSame: 'Всё совпадает с прежней регистрацией.',
    empty: 'пусто',
  },

  camera: {
    heading: 'Снять камерой',
    device: 'Камера',
    unnamed: (n: number) => `Камера ${n}`,
    starting: 'Камера включается…',
    shoot: 'Снять',
    several: 'Снимать несколько подряд',
    taken: (n: number) => `В очередь встало: ${n}`,
    guide: 'Держите строки с «<<<» внизу кадра: прямо, резко и без бликов.',
    none: 'Камера не найдена. Подключите её и нажмите «Искать снова» или откройте файл со снимком.',
    denied: 'Доступ к камере запрещён. Разрешите его этой программе в настройках системы, раздел «Камера», и нажмите «Искать снова».',
    busy: 'Камера занята другой программой. Закройте её и нажмите «Искать снова».',
    failed: 'Камера не включилась. Отсоедините её, подключите снова и нажмите «Искать снова».',
    again: 'Искать снова',
  },

  discard: {
    heading: 'Убрать снимок?',
    lead: 'Снимок и прочитанное с него будут стёрты. Сохранённых регистраций это не касается.',
    handHeading: 'Убрать начатую регистрацию?',
    handLead: 'Введённое не сохранено и пропадёт.',
    yes: 'Убрать', no: 'Оставить',
  },

  registrations: {
    heading: 'Регистрации',
    search: 'Фамилия, номер документа или дата',
    searchHint: 'Начало фамилии, весь номер или дата рождения ДД.ММ.ГГГГ',
    from: 'С', to: 'По',
    columns: { name: 'Гость', birth: 'Родился', nationality: 'Гражданство', number: 'Номер', room: 'Комната', stay: 'Проживание', confirmed: 'Подтверждено' },
    nobody: 'Ничего не нашлось. Проверьте начало фамилии или уберите даты.',
    nobodyYet: 'Пока нет ни одной регистрации. Первая появится здесь сразу после подтверждения.',
    more: 'Показать ещё',
    found: (n: number, more: boolean) =>
      `${more ? 'Показано' : 'Найдено'}: ${n}`,
    reveal: 'Показать номер',
    hide: 'Скрыть номер',
    revealNote: 'Показ номера записывается в журнал.',
    print: 'Печать',
    back: 'К списку',
    confirmedAt: 'Подтверждено',
    source: 'Источник',
    lines: 'Строки МЧЗ',
    choose: 'Выберите регистрацию слева.',
    clearDates: 'Убрать даты',
    masked: (tail: string) => `номер скрыт, последние знаки ${tail}`,
  },

  settings: {
    heading: 'Настройки',
    language: 'Язык', languages: { system: 'Как в системе', ru: 'Русский', en: 'English' },
    theme: 'Оформление', themes: { system: 'Как в системе', light: 'Светлое', dark: 'Тёмное' },
    camera: 'Камера', defaultCamera: 'По умолчанию',
    cameraNote: 'Названия камер видны после первого включения камеры.',
    about: (version: string) => `Kakdoma Desk ${version}`,
    double: 'Открыто в браузере-заменителе: не для работы с настоящими документами.',
    demo: 'Демонстрация: данные придуманы и пропадут.',
  },

  strip: {
    label: 'Состояние программы',
    reader: 'Чтение', storage: 'Хранилище', destinations: 'Отправка',
    readers: { starting: 'запускается', ready: 'готово', restarting: 'перезапускается', down: 'не работает' },
    wasm: 'готово, медленный режим',
    unknown: 'узнаём…',
    storageReady: 'открыто, ключ в связке', storageClosed: 'закрыто',
    noDestinations: 'никуда не настроена',
    sent: 'всё отправлено',
    waiting: (n: number) => `ждёт ${n}`,
    parked: (n: number) => `застряло ${n}`,
    today: (n: number) => `Сегодня: ${count(n, { one: 'регистрация', few: 'регистрации', many: 'регистраций', other: 'регистрации' })}`,
    retryKeychain: 'Попробовать снова',
    demo: 'Демонстрация',
  },

  keys: {
    heading: 'Клавиши',
    enter: 'Подтвердить; если есть сомнения — перейти к следующему',
    confirmNow: 'Подтвердить сразу',
    escape: 'Назад',
    tab: 'Следующее поле, в порядке документа',
    arrows: 'Соседний снимок в очереди',
    arrowsInField: 'То же из любого поля',
    open: 'Открыть файлы', paste: 'Вставить снимок', camera: 'Камера', shoot: 'Снять (в окне камеры)',
    byHand: 'Регистрация без снимка', registrations: 'Регистрации и поиск', discard: 'Убрать снимок',
    turn: 'Повернуть снимок', zoom: 'Крупнее, мельче, целиком', help: 'Эта подсказка',
    names: {
      enter: 'Enter', escape: 'Esc', tab: 'Tab', space: 'Пробел', delete: 'Delete', ctrl: 'Ctrl', alt: 'Alt',
    },
  },

  common: {
    news: 'Новости', close: 'Закрыть', dismiss: 'Понятно', skip: 'К полям документа',
    refused: (name: string, sentence: string) => `${name}: ${sentence}`,
    starting: 'Стойка открывается…',
  },

  quality: {
    tooDark: 'Снимок тёмный: добавьте света.',
    glare: 'На снимке блик: наклоните документ или уберите лампу.',
    outOfFocus: 'Снимок нерезкий: отодвиньте документ или протрите объектив.',
    tooSmall: 'Знаки слишком мелкие: поднесите документ ближе или сканируйте от 300 точек на дюйм.',
    clipped: 'Край документа не попал в кадр: снимите его целиком.',
  } satisfies Record<QualityHint, string>,
};

/** The catalogue's shape: every language has exactly these keys. */
export type Texts = typeof ru;
