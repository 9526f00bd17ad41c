/** Texts about document readers and readings without a picture, in Russian. */
export const readersRu = {
  readers: {
    withoutPicture: { reader: 'Со считывателя: снимка нет', text: 'Вставлено текстом: снимка нет' },
    compare: 'Сравните строки ниже и поля справа с документом, который держите в руках.',
    discardHeading: 'Убрать прочитанное?',
    discardLead: 'Строки, присланные считывателем, будут стёрты. Сохранённые регистрации останутся.',
  },
};
