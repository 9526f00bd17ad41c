import type { Migration } from '../migrate.ts';

/**
 * Which captures were made of one picture, and which of its documents is whose. What belongs to the picture follows it:
 * each part is of the same page of an import, and groups match each anew.
 */
export const pictureParts: Migration = {
  version: 220,
  sql: `
    CREATE TABLE picture_part (
      capture_id TEXT PRIMARY KEY REFERENCES capture (id) ON DELETE CASCADE,
      picture_id TEXT NOT NULL,
      part INTEGER NOT NULL,
      parts INTEGER NOT NULL CHECK (part >= 0 AND part < parts),
      box TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX picture_part_picture ON picture_part (picture_id, part);
    CREATE TRIGGER picture_part_of_batch AFTER INSERT ON picture_part WHEN NEW.capture_id <> NEW.picture_id
    BEGIN
      INSERT OR IGNORE INTO batch_page (capture_id, file_seq, page)
        SELECT NEW.capture_id, file_seq, page FROM batch_page WHERE capture_id = NEW.picture_id;
    END;
    CREATE TRIGGER picture_part_of_group AFTER INSERT ON picture_part WHEN NEW.capture_id = NEW.picture_id
    BEGIN
      DELETE FROM group_reading WHERE capture_id = NEW.capture_id AND document > 0;
    END;
  `,
};
