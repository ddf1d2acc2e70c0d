/** Instruments and the session calendars they trade on. */
import type { Instrument, SessionCalendar } from '../engine/model.ts';
import { query, type Executor } from './executor.ts';
import type { CalendarRow, InstrumentRow } from './tables.ts';

/** Adds what is not there yet; what the trader changed stays changed. */
export function addMissingInstruments(db: Executor, calendars: readonly SessionCalendar[], instruments: readonly Instrument[]): void {
  for (const calendar of calendars) {
    db.run(
      query.insertInto('session_calendars')
        .values({ id: calendar.id, name: calendar.name, zone: calendar.zone, open: calendar.open, close: calendar.close, opens_day_before: calendar.opensDayBefore ? 1 : 0 })
        .onConflict((conflict) => conflict.column('id').doNothing()),
    );
  }
  for (const instrument of instruments) {
    db.run(query.insertInto('instruments').values(toRow(instrument)).onConflict((conflict) => conflict.column('symbol').doNothing()));
  }
}

export function saveInstrument(db: Executor, instrument: Instrument): void {
  const { symbol: _, ...changed } = toRow(instrument);
  db.run(query.insertInto('instruments').values(toRow(instrument)).onConflict((conflict) => conflict.column('symbol').doUpdateSet(changed)));
}

export function listInstruments(db: Executor): Instrument[] {
  return db.all(query.selectFrom('instruments').selectAll().orderBy('symbol')).map(toInstrument);
}

export function findInstrument(db: Executor, symbol: string): Instrument | null {
  const row = db.first(query.selectFrom('instruments').selectAll().where('symbol', '=', symbol));
  return row === undefined ? null : toInstrument(row);
}

export function findCalendar(db: Executor, id: string): SessionCalendar | null {
  const row = db.first(query.selectFrom('session_calendars').selectAll().where('id', '=', id));
  return row === undefined ? null : toCalendar(row);
}

export function listCalendars(db: Executor): SessionCalendar[] {
  return db.all(query.selectFrom('session_calendars').selectAll().orderBy('name')).map(toCalendar);
}

function toCalendar(row: CalendarRow): SessionCalendar {
  return { id: row.id, name: row.name, zone: row.zone, open: row.open, close: row.close, opensDayBefore: row.opens_day_before === 1 };
}

function toRow(instrument: Instrument): InstrumentRow {
  return {
    symbol: instrument.symbol, name: instrument.name, kind: instrument.kind, tick_size: instrument.tickSize, point_value: instrument.pointValue,
    currency: instrument.currency, quantity_step: instrument.quantityStep, price_decimals: instrument.priceDecimals, calendar_id: instrument.calendarId,
  };
}

function toInstrument(row: InstrumentRow): Instrument {
  return {
    symbol: row.symbol, name: row.name, kind: row.kind as Instrument['kind'], tickSize: row.tick_size, pointValue: row.point_value,
    currency: row.currency, quantityStep: row.quantity_step, priceDecimals: row.price_decimals, calendarId: row.calendar_id,
  };
}
