/* What an OpenAPI document (its path in DOCUMENT) has against it: every rule of Spectral for OpenAPI, and the rules of
   the NL GOV API Design Rules that a document can show. Prints a JSON list of "rule: place: message". */
import { readFileSync } from "node:fs";
import core from "@stoplight/spectral-core";
import functies from "@stoplight/spectral-functions";
import rulesets from "@stoplight/spectral-rulesets";

const { pattern, schema, truthy } = functies;
const antwoorden = (cijfers) => `$.paths[*][*].responses[?(@property.match(/^[${cijfers}]\\d\\d$/))]`;
const eis = (given, ...then) => ({ given, severity: "error", then: then.length > 1 ? then : then[0] });
const heeft = (naam) => ({ function: schema, functionOptions: { schema: { type: "object", required: [naam] } } });
const past = (match, field) => ({ function: pattern, functionOptions: { match }, ...(field && { field }) });
const past_niet = (notMatch, field) => ({ function: pattern, functionOptions: { notMatch }, ...(field && { field }) });

const rules = {
  // Off: matters of style, and the licence is named by its SPDX identifier, which excludes an address.
  "license-url": "off", "openapi-tags-alphabetical": "off", "operation-description": "off",
  "doc-openapi": eis("$", past("^3\\.1\\.\\d+$", "openapi")),
  "doc-openapi-contact": eis("$.info.contact", ...["email", "name", "url"].map((field) => ({ field, function: truthy }))),
  "semver": eis("$.info", past("^\\d+\\.\\d+\\.\\d+$", "version")),
  "uri-version": eis("$.servers[*]", past("/v\\d+$", "url")),
  "version-header": eis(antwoorden("23"), heeft("headers")),
  "version-header-naam": eis(`${antwoorden("23")}.headers`, heeft("API-Version")),
  "no-trailing-slash": eis("$.paths[*]~", past_niet("./$")),
  "path-segments-kebab-case": eis("$.paths[*]~", past("^(/([a-z0-9]+(-[a-z0-9]+)*|\\{[^}]+\\}))+$")),
  "query-keys-camel-case": eis("$.paths[*][*].parameters[?(@.in=='query')]", past("^(filter\\.)?[a-z][a-z0-9]*([A-Z][a-z0-9]*)*$", "name")),
  "property-casing": eis("$.components.schemas[*].properties[*]~", past("^_?[a-z][A-Za-z0-9]*$")),
  "schema-casing": eis("$.components.schemas[*]~", past("^[A-Z][A-Za-z0-9]*$")),
  "http-methods": eis("$.paths[*][*]~", past("^(get|post|put|patch|delete|parameters)$")),
  "problem-details": eis(`${antwoorden("45")}.content`, heeft("application/problem+json")),
  "problem-schema": eis("$.components.schemas.Probleem.properties", ...["status", "title", "detail"].map(heeft)),
  "invalid-input": eis("$.paths[*][?(@.requestBody || (@.parameters && @.parameters.length > 0))].responses", heeft("400")),
  "date-time-timezone": eis("$..properties[*].format", past_niet("^(time|date-time-local)$")),
};

const linter = new core.Spectral();
linter.setRuleset({ extends: [[rulesets.oas, "all"]], rules });
const gevonden = await linter.run(JSON.parse(readFileSync(process.env.DOCUMENT, "utf8")));
console.log(JSON.stringify(gevonden.map((een) => `${een.code}: ${een.path.join("/")}: ${een.message}`)));
