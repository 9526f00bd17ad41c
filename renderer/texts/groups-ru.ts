import { countIn } from './plural.ts';

const count = countIn('ru');
const guests = { one: 'гость', few: 'гостя', many: 'гостей', other: 'гостя' };

/** Group check-ins in Russian. */
export const groupsRu = {
  groups: {
    tab: 'Группы',
    heading: 'Группы',
    none: 'Групп пока нет. Заведите группу, вставьте список гостей — и читайте документы подряд.',
    add: 'Новая группа',
    edit: 'Изменить',
    progress: (done: number, of: number) => `${done} из ${of}`,
    done: 'заселены',
    checkIn: 'Заселять сейчас',
    checkInNote: 'Пока включено, каждый прочитанный документ сверяется с этим списком.',
    checkingIn: 'заселяется',
    stay: (arrival: string, departure: string, rooms: string) =>
      [[arrival, departure].filter(Boolean).join(' – '), rooms === '' ? '' : `комнаты ${rooms}`].filter(Boolean).join(' · '),
    takeWaiting: 'Взять из очереди',
    takeWaitingHint: 'Сверить со списком и те документы, что уже ждут в очереди.',
    confirmAll: (n: number) => (n === 0 ? 'Подтверждать нечего' : `Подтвердить уверенных: ${n}`),
    print: 'Распечатать список',
    remove: 'Удалить группу',
    removeHeading: (name: string) => `Удалить группу «${name}»?`,
    removeLead: 'Список удаляется. Подтверждённые регистрации и снимки в очереди остаются.',
    removed: (name: string) => `Группа «${name}» удалена`,
    columns: { number: '№', name: 'Гость', birth: 'Дата рождения', document: 'Документ', room: 'Комната', state: 'Состояние', deeds: 'Что сделать' },
    states: { expected: 'ещё не было', sure: 'прочитан уверенно', check: 'нужно посмотреть', done: 'заселён' },
    by: { number: 'по номеру', person: 'по имени и дате рождения', name: 'по имени', hand: 'выбран вручную' },
    emptyList: 'Списка нет: гостями станут все, чьи документы будут прочитаны.',
    show: 'Показать',
    showGuest: (name: string) => `Показать документ: ${name}`,
    dropGuest: (name: string) => `Убрать из списка: ${name}`,
    drop: 'Убрать',
    askedHeading: 'Кто это?',
    askedLead: 'Этих документов нет в списке или они подходят нескольким гостям.',
    askedWho: (name: string) => `Кто такой ${name}`,
    choose: 'Выберите…',
    another: 'Ещё один гость',
    nobody: 'Не из этой группы',
    form: {
      newHeading: 'Новая группа', editHeading: 'Группа', name: 'Название', nameProblem: 'Назовите группу.', expected: 'Сколько ждёте гостей',
      expectedProblem: 'Число от 0 до 500.', arrival: 'Заезд', departure: 'Выезд', dateProblem: 'Такой даты нет.', rooms: 'Комнаты',
      roomsHelp: 'Даётся каждому, у кого в списке нет своей.',
      list: 'Список гостей', listHelp: 'Скопируйте строки из таблицы или письма. Списка может и не быть.',
      addList: 'Добавить гостей', read: 'Разобрать', file: 'Из файла…', heading: 'Первая строка — заголовок', headingWords: { yes: 'да', no: 'нет' },
      column: (n: number) => `Столбец ${n}`,
      roles: {
        none: '—', name: 'Имя целиком', surname: 'Фамилия', givenNames: 'Имя', birthDate: 'Дата рождения', documentNumber: 'Номер документа',
        room: 'Комната',
      },
      found: (n: number, skipped: number) =>
        `В списке ${count(n, guests)}${skipped === 0 ? '' : `, без имени пропущено строк: ${skipped}`}`,
      save: 'Сохранить', cancel: 'Отмена',
    },
    confirmHeading: (n: number) => (n === 0 ? 'Подтверждать пока некого' : `Зарегистрировать: ${count(n, guests)}?`),
    previewRow: (name: string, number: string, room: string) => [name, number, room].filter(Boolean).join(' · '),
    previewMore: (n: number) => `и ещё ${n}`,
    heldBack: (name: string, why: string) => `Не сейчас: ${name} — ${why}`,
    heldBackWhy: { unsure: 'чтение сомневается, посмотрите сами', warned: 'есть предупреждение, посмотрите сами' },
    confirmNow: 'Зарегистрировать',
    confirmed: (n: number) => `Зарегистрировано: ${n}`,
    confirmedSome: (n: number, failed: number) => `Зарегистрировано: ${n}, не вышло: ${failed}. Посмотрите, кто остался.`,
    printed: (name: string, when: string) => `Группа «${name}», ${when}`,
  },
};
