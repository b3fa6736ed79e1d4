// The graph 'ics' of ics-graph, as "ics-graph load" would make it. For a database that has no graph of this name:
// a second run stops at the first node, since it is there. Run it with: cypher-shell --file FILE
UNWIND split('IcsGraph^Entity^OrganisationalUnit^Group|ics/entities/group-a|group-a|Group|Finance Group|stated|false|0001-01-01|2019-06-15|2019-06-15|9999-12-31|{"claims":[{"source":"minutes","locator":"p. 3"}]}|one|false|ics|true|minutes|0|
IcsGraph^Entity^OrganisationalUnit^Group|ics/entities/group-b|group-b|Group|Quality Group|stated|false|0001-01-01|2019-06-15|2019-06-15|9999-12-31|{"claims":[{"source":"minutes","locator":"p. 3"}]}|one|false|ics|true|minutes|0|
IcsGraph^Entity^OrganisationalUnit^Group|ics/entities/group-c|group-c|Group|Digital Group|stated|false|0001-01-01|2019-06-15|2019-06-15|9999-12-31|{"claims":[{"source":"minutes","locator":"p. 3"}]}|one|false|ics|true|minutes|0', '|\n') AS row WITH split(row, '|') AS cell CREATE (n:$(split(cell[0], '^'))) SET n = {ref: cell[1], id: cell[2], type: cell[3], name: cell[4], certainty: cell[5], planned: toBoolean(cell[6]), start_min: date(cell[7]), start_max: date(cell[8]), end_min: date(cell[9]), end_max: date(cell[10]), doc: cell[11], extent: cell[12], unnamed: toBoolean(cell[13]), graph: cell[14], in_effect: toBoolean(cell[15]), sources: split(cell[16], '^'), digest: toInteger(cell[17])};
UNWIND split('ics/complete/group-c:complete:membership|ics/entities/group-c|ABOUT|
ics/entities/group-a|ics/types/Group|OF_TYPE|
ics/entities/group-b|ics/types/Group|OF_TYPE|
ics/entities/group-c|ics/types/Group|OF_TYPE|
ics/gaps/group-a:gap:reporting|ics/entities/group-a|ABOUT|
ics/gaps/group-b:gap:membership|ics/entities/group-b|ABOUT|
ics/names/group-a/id/group-a|ics/entities/group-a|NAMES|
ics/names/group-a/name/Finance Group|ics/entities/group-a|NAMES|
ics/names/group-b/id/group-b|ics/entities/group-b|NAMES|
ics/names/group-b/name/Quality Group|ics/entities/group-b|NAMES|
ics/names/group-c/id/group-c|ics/entities/group-c|NAMES|
ics/names/group-c/name/Digital Group|ics/entities/group-c|NAMES|
ics/entities/group-a|ics/sources/minutes|CITES|p. 3|explicit|supports|
ics/entities/group-b|ics/sources/minutes|CITES|p. 3|explicit|supports|
ics/entities/group-c|ics/sources/minutes|CITES|p. 3|explicit|supports|
UNWIND split('ics/entities/group-a|ics/entities/group-b|REPORTS_TO|group-a:reportsTo:group-b|reportsTo|reporting|stated|false|false|0001-01-01|2019-06-15|2019-06-15|9999-12-31|{"claims":[{"source":"minutes","locator":"p. 3"}]}|ics|true|minutes|minutes|p. 3|explicit|supports|0|
ics/entities/group-b|ics/entities/group-c|REPORTS_TO|group-b:reportsTo:group-c|reportsTo|reporting|stated|false|false|0001-01-01|2019-06-15|2019-06-15|9999-12-31|{"claims":[{"source":"minutes","locator":"p. 3"}]}|ics|true|minutes|minutes|p. 3|explicit|supports|0|
ics/entities/group-c|ics/entities/group-a|REPORTS_TO|group-c:reportsTo:group-a|reportsTo|reporting|stated|false|false|0001-01-01|2019-06-15|2019-06-15|9999-12-31|{"claims":[{"source":"minutes","locator":"p. 3"}]}|ics|true|minutes|minutes|p. 3|explicit|supports|0|
ics/entities/group-c|ics/entities/group-c|REPORTS_TO|group-c:reportsTo:group-c|reportsTo|reporting|stated|false|false|0001-01-01|2019-06-15|2019-06-15|9999-12-31|{"claims":[{"source":"minutes","locator":"p. 3"}]}|ics|true|minutes|minutes|p. 3|explicit|supports|0', '|\n') AS row WITH split(row, '|') AS cell MATCH (low:IcsGraph {ref: cell[0]}) MATCH (high:IcsGraph {ref: cell[1]}) CREATE (low)-[l:$(cell[2])]->(high) SET l = {id: cell[3], type: cell[4], family: cell[5], certainty: cell[6], planned: toBoolean(cell[7]), general: toBoolean(cell[8]), start_min: date(cell[9]), start_max: date(cell[10]), end_min: date(cell[11]), end_max: date(cell[12]), doc: cell[13], graph: cell[14], in_effect: toBoolean(cell[15]), sources: split(cell[16], '^'), claim_sources: split(cell[17], '^'), claim_locators: split(cell[18], '^'), claim_bases: split(cell[19], '^'), claim_stances: split(cell[20], '^'), digest: toInteger(cell[21])};
UNWIND split('ics/entities/group-a|ics/sources/minutes|CITED|ics|group-a:reportsTo:group-b|p. 3|explicit|supports|
ics/entities/group-b|ics/sources/minutes|CITED|ics|group-b:reportsTo:group-c|p. 3|explicit|supports|
ics/entities/group-c|ics/sources/minutes|CITED|ics|group-c:reportsTo:group-a|p. 3|explicit|supports|
ics/entities/group-c|ics/sources/minutes|CITED|ics|group-c:reportsTo:group-c|p. 3|explicit|supports', '|\n') AS row WITH split(row, '|') AS cell MATCH (low:IcsGraph {ref: cell[0]}) MATCH (high:IcsGraph {ref: cell[1]}) CREATE (low)-[l:$(cell[2])]->(high) SET l = {graph: cell[3], line: cell[4], locator: cell[5], basis: cell[6], stance: cell[7]};
