import { type CommandBody, type Declaration, emptyReport } from '#libs/contracts';

/** A tool's declaration as a facility's: an SOS, which a person completes; what the tool does not say is not known. */
export function declarationOf(
  body: CommandBody<'incident.declaration.submit-by-machine'>,
  facilityId: string,
  now: string,
): Declaration {
  const { id, kind = 'real', what, awareAt = now, since = null, supplier = null, contact, indicators } = body;
  return {
    id,
    facilityId,
    kind,
    what,
    awareAt,
    since,
    supplier,
    contact,
    stage: 'sos',
    suspectedMalicious: body.suspectedMalicious ?? 'unknown',
    degradedMode: body.degradedMode ?? 'unknown',
    careServices: body.careServices ?? [],
    patientDanger: body.patientDanger ?? 'unknown',
    dataTouched: body.dataTouched ?? 'unknown',
    dataClasses: body.dataClasses ?? [],
    helpWanted: [],
    ...(indicators !== undefined && { report: { ...emptyReport, indicators } }),
  };
}
