import { useEffect, useState } from 'react';

/** The picture of a capture on its way to the screen. */
export type DocumentImage =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'shown'; readonly image: HTMLImageElement; readonly url: string }
  | { readonly kind: 'missing' };

/** Loads the upright picture of a capture once, for the view and for the line crops; null: nothing to load yet. */
export function useDocumentImage(captureId: string | null): DocumentImage {
  const [loaded, setLoaded] = useState<{ readonly of: string; readonly picture: DocumentImage } | null>(null);
  useEffect(() => {
    if (captureId === null) return undefined;
    let wanted = true;
    const url = `/capture/${captureId}.jpg`;
    const image = new Image();
    image.src = url;
    image.decode().then(
      () => {
        if (wanted) setLoaded({ of: captureId, picture: { kind: 'shown', image, url } });
      },
      () => {
        if (wanted) setLoaded({ of: captureId, picture: { kind: 'missing' } });
      },
    );
    return () => {
      wanted = false;
    };
  }, [captureId]);
  return loaded !== null && loaded.of === captureId ? loaded.picture : { kind: 'waiting' };
}
