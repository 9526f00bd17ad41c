/** Every text of the bot in Russian. The English catalogue has the same keys: its type is taken from here. */
import type { QualityHint } from '../reading.ts';

/** What a resident may correct; names in Cyrillic where the document has them. */
export type BotField =
  | 'surname' | 'givenNames' | 'cyrillicSurname' | 'cyrillicGivenNames' | 'sex' | 'birthDate' | 'nationality'
  | 'documentNumber' | 'expiryDate';

export const botRu = {
  greeting: 'Здравствуйте! Я помощник стойки: передам вопрос сотрудникам и приму ваш документ до приезда.',
  /** Whoever changes what consent is asked for changes CONSENT_VERSION of electron/telegram/dialogue/consent.ts too. */
  consent:
    'Фото документа читает компьютер на стойке: оно хранится там зашифрованным, и видят его только сотрудники. '
    + 'Стереть присланное можно в любой момент: /delete. Согласны на обработку данных документа?',
  consentFirst: 'Без вашего согласия документ не принимается, и это фото не скачано. После согласия пришлите его снова.',
  agree: 'Согласен',
  disagree: 'Не сейчас',
  agreed:
    'Спасибо, согласие записано. Пришлите фото страницы с данными, лучше файлом (скрепка → «Файл»): так оно не сжимается. '
    + 'Можно несколько гостей по очереди.',
  disagreed: 'Хорошо, документ не понадобится до приезда. Вопросы можно задавать и так.',
  noDocuments: 'Документы через бота здесь не принимают: покажите их на стойке. Это фото не скачано.',
  help:
    'Напишите вопрос, и стойка ответит сюда. Фото документа можно прислать до приезда.\n'
    + '/start — начать\n/language — язык\n/delete — стереть присланное\n/help — эта подсказка',
  chooseLanguage: 'На каком языке говорить?',
  languageSet: 'Буду говорить по-русски.',
  house: { address: 'Адрес', checkIn: 'Заезд и выезд', wifi: 'Wi-Fi', rules: 'Правила' },
  sendDocument: 'Прислать документ',
  reading: 'Получил, читаю…',
  alreadyHere: 'Это фото у меня уже есть.',
  tooLarge: 'Файл больше 20 МБ. Пришлите снимок поменьше.',
  notAPicture: 'Это не фото. Пришлите JPEG, PNG, WebP, TIFF или BMP.',
  notFetched: 'Не получилось скачать файл. Пришлите его ещё раз.',
  read: 'Вот что прочитано. Всё верно?',
  unsure: 'Прочитано не вполне уверенно. Сверьте всё, а отмеченное ⚠ особенно. Можно исправить или прислать снимок получше.',
  notRead:
    'Не вижу двух-трёх строк с «<<<» внизу документа. Снимите при дневном свете, прямо сверху, без бликов, '
    + 'и пришлите файлом. Или оставьте этот снимок стойке: сотрудник впишет данные сам.',
  quality: {
    tooDark: 'На снимке темно.', glare: 'На снимке блик.', outOfFocus: 'Снимок нерезкий.',
    tooSmall: 'Буквы слишком мелкие.', clipped: 'Край документа не попал в кадр.',
  } satisfies Record<QualityHint, string>,
  guest: (n: number) => `Гость ${n}`,
  right: 'Все верно',
  correct: 'Исправить',
  remove: 'Удалить',
  leaveToDesk: 'Оставить стойке',
  cancel: 'Отмена',
  whichGuest: 'У какого гостя исправить?',
  whichField: 'Что исправить?',
  typeField: (name: string, now: string) =>
    `Напишите, как в документе: ${name.toLowerCase()}.${now === '' ? '' : ` Сейчас: ${now}.`}`,
  cancelled: 'Хорошо, оставил как было.',
  wrong: {
    name: 'Здесь могут быть только буквы, пробел, дефис и апостроф. Напишите ещё раз или нажмите «Отмена».',
    latin: 'Напишите латинскими буквами, как в строках с «<<<», или нажмите «Отмена».',
    cyrillic: 'Напишите кириллицей, как в документе, или нажмите «Отмена».',
    number: 'В номере только латинские буквы и цифры, до 20 знаков. Напишите ещё раз или нажмите «Отмена».',
    date: 'Нужна дата вида 31.12.1990. Напишите ещё раз или нажмите «Отмена».',
    birthDate: 'Этот день ещё не наступил. Напишите дату рождения ещё раз или нажмите «Отмена».',
    state: 'Такой страны не знаю. Напишите её название или три буквы из документа, например RUS.',
    sex: 'Выберите кнопкой или напишите М или Ж.',
  },
  fields: {
    surname: 'Фамилия', givenNames: 'Имя', cyrillicSurname: 'Фамилия', cyrillicGivenNames: 'Имя и отчество', sex: 'Пол',
    birthDate: 'Дата рождения', nationality: 'Гражданство', documentNumber: 'Номер документа', expiryDate: 'Действует до',
  } satisfies Record<BotField, string>,
  sexes: { M: 'М', F: 'Ж', X: 'X' },
  empty: '—',
  sentAhead: 'Спасибо! Документ ждёт вас на стойке; при заезде сотрудник сверит его. Ещё гость? Пришлите следующее фото.',
  leftToDesk: 'Снимок оставлен стойке: сотрудник впишет данные при заезде.',
  removed: 'Снимок и прочитанное стёрты.',
  expired: 'Снимок, присланный больше недели назад, стёрт: вы его не подтвердили. Если он ещё нужен, пришлите снова.',
  stale: 'Эта кнопка устарела.',
  already: 'Уже сделано.',
  passedOn: 'Передал стойке. Ответ придёт сюда.',
  fromDesk: (signature: string, text: string) => (signature === '' ? text : `${signature}:\n${text}`),
  notUnderstood: 'Понимаю текст, голосовые и фото документа.',
  tooLong: 'Сообщение слишком длинное. Разделите его на части.',
  slower: 'Слишком много сообщений подряд. Напишите, пожалуйста, чуть позже.',
  fewerPictures: 'Слишком много снимков за час. Пришлите остальные позже или покажите на стойке.',
  erase: {
    ask: (pictures: number, messages: number) =>
      `Будет стёрто: снимков ${pictures}, сообщений ${messages}, согласие и всё прочитанное. Стереть?`,
    nothing: 'Стирать нечего: ничего из присланного здесь не хранится.',
    yes: 'Стереть',
    done: (pictures: number, messages: number) =>
      `Стёрто: снимков ${pictures}, сообщений ${messages}, согласие и прочитанное. Переписку в самом Telegram удалите у себя.`,
    kept: (n: number) =>
      `Подтверждённые стойкой регистрации (${n}) хранятся по правилам дома; об их стирании попросите на стойке.`,
  },
  lost: 'Связь прерывалась, и одно из сообщений могло не дойти. Если вы его не видите, нажмите «Повторить».',
  again: 'Повторить',
  rating: {
    ask: 'Спасибо, что были у нас! Как вам понравилось, от 1 до 5?',
    thanks: 'Спасибо за оценку! Если хотите, напишите пару слов: их прочитают на стойке.',
  },
  yourId: (id: number) => `Ваш номер в Telegram: ${id}. Его вносит администратор, чтобы дать доступ сотруднику.`,
  staff: {
    today: (registrations: number, unread: number) => `Сегодня регистраций: ${registrations}. Непрочитанных сообщений: ${unread}.`,
    arrivals: (n: number) => `Прислали документ и ещё не заехали: ${n}.`,
    delivery: (name: string, waiting: number, parked: number) => `${name}: ждёт ${waiting}, застряло ${parked}.`,
    nothingOpen: 'Всё отправлено.',
    nothingParked: 'Ничего не застряло, повторять нечего.',
    bot: (name: string) => (name === '' ? 'Бот запускается.' : `Бот работает: @${name}.`),
    resendAsk: (n: number) => `Застряло отправок: ${n}. Отправить их снова?`,
    ratings: (average: number, byStars: readonly number[]) =>
      [`Оценки за 30 дней: в среднем ${average.toFixed(1).replace('.', ',')}.`,
        ...byStars.map((n, index) => `${'★'.repeat(index + 1)} ${n}`).toReversed()].join('\n'),
    ratingsNone: 'За 30 дней оценок не было.',
    ratingsOff: 'Гостей не спрашивают об оценке: это выключено в настройках.',
    help: 'Сотрудникам: /today, /arrivals, /parked, /ratings, /bot — числа.',
    ownerHelp: 'Владельцу: /resend — отправить застрявшее; /erase и номер регистрации — стереть гостя.',
    eraseHow: 'Напишите /erase и номер регистрации с её карточки на стойке, например: /erase 1b9d6bcd-bbfd',
    eraseUnknown: 'Регистрации с таким номером нет.',
    eraseLooking: 'Смотрю, что и где хранится…',
    eraseAsk: (registrations: number, pictures: number, conversations: number) =>
      `Об этом госте хранится: регистраций ${registrations}, снимков ${pictures}, разговоров с ботом ${conversations}.`,
    eraseShared: (n: number) => `На снимках есть и другие гости (${n}): снимки сотрутся, у других останутся регистрации и вырезка их строк.`,
    eraseUndelivered: (n: number) => `Ещё не отправлено и уже не уйдёт: ${n}.`,
    eraseCopies: (name: string, n: number) => `${name}: ${n}.`,
    eraseUnseen: (name: string) => `${name}: посмотреть не удалось; сотрётся, когда ответит.`,
    eraseForGood: 'Стереть всё это? Вернуть будет нельзя.',
    eraseYes: '✅ Стереть',
    erased: 'На стойке стёрто. В остальных местах стирается; итог на стойке: Настройки → Что хранить.',
    eraseChanged: 'Ничего не стёрто: данные гостя с тех пор изменились. Посмотрите ещё раз.',
    eraseFailed: 'Не получилось, ничего не стёрто. Повторите или сотрите на стойке.',
    yes: '✅ Отправить',
    no: '❌ Не надо',
    resent: 'Застрявшие отправки снова в очереди.',
    declined: 'Хорошо, ничего не сделано.',
    claims: { running: 'Уже выполняется', done: 'Уже выполнено', expired: 'Устарело. Спросите ещё раз.' },
    noAccess: 'Нет доступа.',
  },
};

/** The catalogue's shape: every language has exactly these keys. */
export type BotTexts = typeof botRu;
