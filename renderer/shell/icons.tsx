import type { ReactNode, SVGProps } from 'react';

type IconProps = SVGProps<SVGSVGElement>;

/** Icons are drawings beside a text or under a label of their own: hidden from the accessibility tree. */
function icon(drawing: ReactNode): (props: IconProps) => ReactNode {
  return function Icon(props) {
    return (
      <svg
        width="18"
        height="18"
        viewBox="0 0 18 18"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.6"
        strokeLinecap="round"
        strokeLinejoin="round"
        aria-hidden="true"
        {...props}
      >
        {drawing}
      </svg>
    );
  };
}

export const FolderIcon = icon(
  <path d="M2 5.2V14a1 1 0 0 0 1 1h12a1 1 0 0 0 1-1V6.5a1 1 0 0 0-1-1H8.8L7 3.5H3a1 1 0 0 0-1 1Z" />,
);
export const ScanIcon = icon(
  <>
    <path d="M2.5 8.5h13v5a1 1 0 0 1-1 1h-11a1 1 0 0 1-1-1ZM3 8.5l10.5-5.6" />
    <path d="M5.5 11.5h7" />
  </>,
);
export const CameraIcon = icon(
  <>
    <path d="M2 6a1 1 0 0 1 1-1h2.3l1.2-2h5l1.2 2H15a1 1 0 0 1 1 1v8a1 1 0 0 1-1 1H3a1 1 0 0 1-1-1Z" />
    <circle cx="9" cy="9.6" r="2.8" />
  </>,
);
export const PenIcon = icon(
  <path d="M3 15l.8-3.4L12 3.4a1.4 1.4 0 0 1 2 0l.6.6a1.4 1.4 0 0 1 0 2L6.4 14.2ZM10.6 4.8l2.6 2.6" />,
);
export const PasteIcon = icon(
  <>
    <rect x="3.5" y="3.5" width="11" height="12" rx="1.2" />
    <path d="M6.5 2.5h5v2.4h-5ZM6.3 8.5h5.4M6.3 11.5h5.4" />
  </>,
);
export const ListIcon = icon(<path d="M6.5 4.5H16M6.5 9H16M6.5 13.5H16M2.5 4.5h.6M2.5 9h.6M2.5 13.5h.6" />);
export const DeskIcon = icon(
  <>
    <rect x="2" y="3" width="14" height="12" rx="1.5" />
    <path d="M4.5 11h9M4.5 13h9" />
    <circle cx="6.3" cy="7" r="1.5" />
    <path d="M9.5 6h4M9.5 8h3" />
  </>,
);
export const GearIcon = icon(
  <>
    <circle cx="9" cy="9" r="2.4" />
    <path d="M9 2v2M9 14v2M2 9h2M14 9h2" />
    <path d="M4.05 4.05l1.4 1.4M12.55 12.55l1.4 1.4M13.95 4.05l-1.4 1.4M5.45 12.55l-1.4 1.4" />
  </>,
);
export const PeopleIcon = icon(
  <path d="M6.5 8.5a2.6 2.6 0 1 0 0-5.2 2.6 2.6 0 0 0 0 5.2ZM1.5 15c0-3 2-4.6 5-4.6s5 1.6 5 4.6M12 8.3a2.3 2.3 0 0 0 0-4.6M13.2 10.6c2 .4 3.3 1.9 3.3 4.4" />,
);
export const TrashIcon = icon(<path d="M3 5h12M7 5V3h4v2M4.5 5l.7 10h7.6l.7-10M7.5 8v4.5M10.5 8v4.5" />);
export const PlusIcon = icon(<path d="M9 4v10M4 9h10" />);
export const MinusIcon = icon(<path d="M4 9h10" />);
export const FitIcon = icon(<path d="M3 6.5V3h3.5M11.5 3H15v3.5M15 11.5V15h-3.5M6.5 15H3v-3.5" />);
export const TurnIcon = icon(<path d="M14.5 9.5A5.5 5.5 0 1 1 12.4 5M12.6 2v3.2H9.4" />);
export const CloseIcon = icon(<path d="M4.5 4.5l9 9M13.5 4.5l-9 9" />);
export const LockIcon = icon(<path d="M4 8h10v7H4ZM6 8V5.5a3 3 0 0 1 6 0V8M9 11v1.6" />);
export const EyeIcon = icon(
  <>
    <path d="M1.8 9S4.3 4.2 9 4.2 16.2 9 16.2 9 13.7 13.8 9 13.8 1.8 9 1.8 9Z" />
    <circle cx="9" cy="9" r="2.1" />
  </>,
);
export const PrintIcon = icon(<path d="M5 7V2.5h8V7M5 13H2.5V7h13v6H13M5 11h8v4.5H5Z" />);
export const SearchIcon = icon(
  <>
    <circle cx="8" cy="8" r="4.8" />
    <path d="M11.6 11.6 15.5 15.5" />
  </>,
);
export const DownIcon = icon(<path d="M5 7.2 9 11.2l4-4" />);

/** The three states have three shapes, so that nobody needs to tell colours apart. */
export const SureIcon = icon(
  <>
    <circle cx="9" cy="9" r="7" fill="currentColor" stroke="none" />
    <path d="m5.6 9.2 2.3 2.3 4.5-4.8" stroke="var(--on-mark)" strokeWidth="1.9" />
  </>,
);
export const LookIcon = icon(
  <>
    <path d="M9 1.8 17 15.8H1Z" fill="currentColor" stroke="currentColor" strokeWidth="1.2" />
    <path d="M9 6.6v4.2M9 13.2v.1" stroke="var(--on-mark)" strokeWidth="1.9" />
  </>,
);
export const StopIcon = icon(
  <>
    <path d="M5.8 1.5h6.4l4.3 4.3v6.4l-4.3 4.3H5.8l-4.3-4.3V5.8Z" fill="currentColor" stroke="none" />
    <path d="m6.3 6.3 5.4 5.4M11.7 6.3l-5.4 5.4" stroke="var(--on-mark)" strokeWidth="1.9" />
  </>,
);
export const TipIcon = icon(
  <>
    <circle cx="9" cy="9" r="6.6" />
    <path d="M9 8.4v4M9 5.6v.1" strokeWidth="1.9" />
  </>,
);
export const WaitIcon = icon(
  <>
    <circle cx="9" cy="9" r="6.6" />
    <path d="M9 5.4V9l2.4 1.6" />
  </>,
);
export const NoneIcon = icon(
  <>
    <circle cx="9" cy="9" r="6.6" strokeDasharray="2.6 2.3" />
    <path d="M6.4 9h5.2" />
  </>,
);
export const ParkedIcon = icon(
  <>
    <rect x="2.2" y="2.2" width="13.6" height="13.6" rx="2" />
    <path d="M7 6v6M11 6v6" strokeWidth="1.9" />
  </>,
);
export const DoneIcon = icon(<path d="m1.8 9.6 3.4 3.4 6.6-7.4M8.6 12.6l.8.8 6.8-7.6" />);
export const MessageIcon = icon(
  <path d="M3 3.5h12a1 1 0 0 1 1 1v7a1 1 0 0 1-1 1H8.5L5 15.5v-3H3a1 1 0 0 1-1-1v-7a1 1 0 0 1 1-1Z" />,
);
