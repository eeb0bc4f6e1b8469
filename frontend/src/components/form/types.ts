import type { ReactNode } from 'react';
import type { IconName } from '../icons/drawings';
import type { Option } from '../fields/SelectInput';
import type { OptionSource } from '../fields/TypeAhead';
import type { Day } from '../fields/calendar';

/** Names of the values that have a type. */
type NameOf<Values, Value> = {
  [Name in keyof Values]-?: Values[Name] extends Value ? Name : never;
}[keyof Values] &
  string;

/** Days, both inclusive, empty when none is chosen. */
export interface DayRange {
  from: Day;
  to: Day;
}

/** The answer may depend on what is typed elsewhere in the form. */
type Depends<Values, Answer> = Answer | ((values: Values) => Answer);

interface Common<Values> {
  label: string;
  isRequired?: Depends<Values, boolean>;
  /** Without it the field is always there. A hidden field is neither checked nor marked. */
  isShown?: (values: Values) => boolean;
  isDisabled?: Depends<Values, boolean>;
  /** Under the control, in the reserved line. */
  hint?: Depends<Values, string | undefined>;
  /** Two such fields share a line. */
  half?: boolean;
  /** Id of the tab, in forms with tabs. */
  tab?: string;
  /** What is wrong with a value that is there, in the words of the user; null when it is right. */
  check?: (values: Values) => string | null;
  /** The field's name on the wire, when it is another one. */
  wire?: string;
  /** Codes of refusals that belong to this field, such as `login_taken`. */
  codes?: readonly string[];
}

export interface CustomControl<Value> {
  id: string;
  value: Value;
  isInvalid: boolean;
  isDisabled: boolean;
  change: (value: Value) => void;
}

interface TextLooks {
  /** Input beyond it is not accepted; the counter stands under the right edge. */
  max?: number;
  placeholder?: string;
  icon?: IconName;
  autoComplete?: string;
}

/** One field of a form. `name` is the value's key; its type decides which kinds are possible. */
export type FormField<Values> = Common<Values> &
  (
    | ({
        kind: 'text';
        name: NameOf<Values, string>;
        /** Keeps the characters that may stand there, in their form: see `masks`. */
        mask?: (text: string) => string;
        /** More than one line. */
        lines?: number;
      } & TextLooks)
    | ({ kind: 'password'; name: NameOf<Values, string> } & TextLooks)
    | {
        kind: 'number';
        name: NameOf<Values, number | null>;
        unit?: string;
        least?: number;
        most?: number;
        step?: number;
        decimals?: number;
        /** All its decimals are written, as with money. */
        isFixed?: boolean;
      }
    | { kind: 'select'; name: NameOf<Values, string>; options: readonly Option[]; empty?: string }
    | { kind: 'radio'; name: NameOf<Values, string>; options: readonly Option[] }
    | {
        kind: 'multi';
        name: NameOf<Values, readonly string[]>;
        options: readonly Option[];
        /** A row of buttons for short names, else check boxes. */
        look?: 'buttons' | 'checks';
      }
    | { kind: 'reference'; name: NameOf<Values, Option | null>; source: OptionSource }
    | { kind: 'references'; name: NameOf<Values, readonly Option[]>; source: OptionSource }
    | { kind: 'day'; name: NameOf<Values, Day> }
    | { kind: 'dates'; name: NameOf<Values, DayRange> }
    | { kind: 'check'; name: NameOf<Values, boolean>; look?: 'box' | 'switch' }
    | {
        [Name in keyof Values & string]: {
          kind: 'custom';
          name: Name;
          render: (control: CustomControl<Values[Name]>, values: Values) => ReactNode;
        };
      }[keyof Values & string]
  );

export interface FormTab {
  id: string;
  title: string;
}

/** What a submit sends besides the values. */
export interface SubmitContext {
  /** `Idempotency-Key`, the same for a repetition of the same values, and `If-Match` of the record. */
  headers: Record<string, string>;
}

export interface Revised<Values> {
  values: Values;
  revision: number;
}

/** Everything that one form says; the kit does the rest, as a window or as a page. */
export interface FormDeclaration<Values extends object, Result = unknown> {
  title: string;
  /** Of the confirming button, in capitals; «ОК» without it. */
  confirm?: string;
  confirmLook?: 'primary' | 'danger';
  fields: readonly FormField<Values>[];
  tabs?: readonly FormTab[];
  initial: Values;
  /** The record that is edited: its revision is sent, and it is read again when somebody else saved first. */
  record?: { revision: number; read: () => Promise<Revised<Values>> };
  submit: (values: Values, context: SubmitContext) => Promise<Result>;
  /** The toast after success. */
  success?: string | ((result: Result) => string);
  /** Of the window on a screen, pixels; 440 without it, 640 when fields share lines or there are tabs. */
  width?: number;
  /** Above the fields. */
  before?: ReactNode;
  /** Below the fields: what the input means, drawn. */
  preview?: (values: Values) => ReactNode;
}
