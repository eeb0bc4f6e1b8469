import type { MarkName } from '../icons/marks';

/** Colour roles of the tokens: each has a mark, a text and a soft background. */
export type Role = 'ok' | 'charge' | 'done' | 'fault' | 'warn' | 'attention' | 'overdue' | 'off';

export interface Look {
  role: Role;
  mark: MarkName;
}

type Looks = Readonly<Record<string, Look>>;

const UNKNOWN: Look = { role: 'off', mark: 'question' };

/** ENU-025..036. */
const connectorLooks: Looks = {
  available: { role: 'ok', mark: 'dot' },
  waiting_connection: { role: 'ok', mark: 'ring' },
  ready: { role: 'ok', mark: 'ringDot' },
  in_progress: { role: 'charge', mark: 'bolt' },
  charged: { role: 'done', mark: 'check' },
  emergency_stopped: { role: 'fault', mark: 'octagon' },
  disabled: { role: 'fault', mark: 'bar' },
  error: { role: 'fault', mark: 'triangle' },
  unavailable: { role: 'off', mark: 'bar' },
  zero_power_limit: { role: 'off', mark: 'noPower' },
  meter_error: { role: 'off', mark: 'meter' },
  updating: { role: 'warn', mark: 'up' },
};

/** What OCPP says beside the status, drawn in place of the status's own mark. */
const markLooks: Looks = {
  suspended_by_vehicle: { role: 'charge', mark: 'pause' },
  suspended_by_station: { role: 'charge', mark: 'pause' },
  reserved: { role: 'done', mark: 'bookmark' },
};

/** ENU-068..072. */
const technicalLooks: Looks = {
  ok: { role: 'ok', mark: 'dot' },
  warning: { role: 'warn', mark: 'triangle' },
  out_of_order: { role: 'fault', mark: 'octagon' },
  offline: { role: 'fault', mark: 'slash' },
  not_configured: { role: 'off', mark: 'square' },
};

/** ENU-501..510. */
const sessionLooks: Looks = {
  success: { role: 'ok', mark: 'check' },
  error: { role: 'fault', mark: 'triangle' },
  stop: { role: 'fault', mark: 'octagon' },
  interrupted: { role: 'done', mark: 'cross' },
  junk: { role: 'off', mark: 'square' },
  attention: { role: 'attention', mark: 'triangle' },
  ready: { role: 'ok', mark: 'ringDot' },
  active: { role: 'charge', mark: 'bolt' },
  overdue: { role: 'overdue', mark: 'clock' },
  unknown: UNKNOWN,
};

/** ENU-571..579. */
const sessionPaymentLooks: Looks = {
  not_calculated: { role: 'off', mark: 'ring' },
  not_required: { role: 'off', mark: 'bar' },
  interim_calculation: { role: 'charge', mark: 'half' },
  payment_preparation: { role: 'charge', mark: 'clock' },
  not_paid: { role: 'attention', mark: 'triangle' },
  paid: { role: 'ok', mark: 'check' },
  payment_creation_error: { role: 'fault', mark: 'triangle' },
  payment_error: { role: 'fault', mark: 'octagon' },
  cancelled: { role: 'off', mark: 'cross' },
};

/** ENU-580..586. */
const paymentLooks: Looks = {
  preparation: { role: 'off', mark: 'ring' },
  default: { role: 'off', mark: 'clock' },
  processing: { role: 'charge', mark: 'half' },
  error: { role: 'fault', mark: 'triangle' },
  completing: { role: 'charge', mark: 'ringDot' },
  completed: { role: 'ok', mark: 'check' },
  cancelled: { role: 'off', mark: 'cross' },
};

/** The vocabularies that have a look; the same words name their labels in the `enums` texts. */
export const LOOKS = {
  connectorStatus: connectorLooks,
  connectorMark: markLooks,
  technicalStatus: technicalLooks,
  sessionState: sessionLooks,
  sessionPaymentStatus: sessionPaymentLooks,
  paymentStatus: paymentLooks,
} as const;

export type StateKind = keyof typeof LOOKS;

export const lookOf = (kind: StateKind, code: string): Look => LOOKS[kind][code] ?? UNKNOWN;

/** A connector's look: C7 to C9 are the end of a charge, a mark of OCPP goes before the status. */
export function connectorLook(status: string, mark?: string | null, controllerStatus?: string): Look {
  if (mark && mark in markLooks) return lookOf('connectorMark', mark);
  if (status === 'in_progress' && /^C[789]$/.test(controllerStatus ?? ''))
    return { role: 'charge', mark: 'half' };
  if (status === 'unavailable' && controllerStatus === 'F') return { role: 'off', mark: 'slash' };
  return lookOf('connectorStatus', status);
}
