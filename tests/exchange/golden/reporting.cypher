// The graph 'ics' of ics-graph, as "ics-graph load" would make it. For a database that has no graph of this name:
// a second run stops at the first node, since it is there. Run it with: cypher-shell --file FILE
{set: {ref: 'ics/entities/group-a', id: 'group-a', type: 'Group', name: 'Finance Group', certainty: 'stated', planned: false, start_min: date('0001-01-01'), start_max: date('2019-06-15'), end_min: date('2019-06-15'), end_max: date('9999-12-31'), doc: '{"claims":[{"source":"minutes","locator":"p. 3"}]}', extent: 'one', unnamed: false, graph: 'ics', in_effect: true, sources: ['minutes']}},
{set: {ref: 'ics/entities/group-b', id: 'group-b', type: 'Group', name: 'Quality Group', certainty: 'stated', planned: false, start_min: date('0001-01-01'), start_max: date('2019-06-15'), end_min: date('2019-06-15'), end_max: date('9999-12-31'), doc: '{"claims":[{"source":"minutes","locator":"p. 3"}]}', extent: 'one', unnamed: false, graph: 'ics', in_effect: true, sources: ['minutes']}},
{set: {ref: 'ics/entities/group-c', id: 'group-c', type: 'Group', name: 'Digital Group', certainty: 'stated', planned: false, start_min: date('0001-01-01'), start_max: date('2019-06-15'), end_min: date('2019-06-15'), end_max: date('9999-12-31'), doc: '{"claims":[{"source":"minutes","locator":"p. 3"}]}', extent: 'one', unnamed: false, graph: 'ics', in_effect: true, sources: ['minutes']}}
{low: 'ics/complete/group-c:complete:membership', high: 'ics/entities/group-c', set: {}},
{low: 'ics/gaps/group-a:gap:reporting', high: 'ics/entities/group-a', set: {}},
{low: 'ics/gaps/group-b:gap:membership', high: 'ics/entities/group-b', set: {}}
{low: 'ics/entities/group-a', high: 'ics/sources/minutes', set: {locator: 'p. 3', basis: 'explicit', stance: 'supports'}},
{low: 'ics/entities/group-b', high: 'ics/sources/minutes', set: {locator: 'p. 3', basis: 'explicit', stance: 'supports'}},
{low: 'ics/entities/group-c', high: 'ics/sources/minutes', set: {locator: 'p. 3', basis: 'explicit', stance: 'supports'}},
{low: 'ics/entities/group-a', high: 'ics/types/Group', set: {}},
{low: 'ics/entities/group-b', high: 'ics/types/Group', set: {}},
{low: 'ics/entities/group-c', high: 'ics/types/Group', set: {}}
{low: 'ics/names/group-a/id/group-a', high: 'ics/entities/group-a', set: {}},
{low: 'ics/names/group-a/name/Finance Group', high: 'ics/entities/group-a', set: {}},
{low: 'ics/names/group-b/id/group-b', high: 'ics/entities/group-b', set: {}},
{low: 'ics/names/group-b/name/Quality Group', high: 'ics/entities/group-b', set: {}},
{low: 'ics/names/group-c/id/group-c', high: 'ics/entities/group-c', set: {}},
{low: 'ics/names/group-c/name/Digital Group', high: 'ics/entities/group-c', set: {}}
{low: 'ics/entities/group-a', high: 'ics/entities/group-b', set: {id: 'group-a:reportsTo:group-b', type: 'reportsTo', family: 'reporting', certainty: 'stated', planned: false, general: false, start_min: date('0001-01-01'), start_max: date('2019-06-15'), end_min: date('2019-06-15'), end_max: date('9999-12-31'), doc: '{"claims":[{"source":"minutes","locator":"p. 3"}]}', graph: 'ics', in_effect: true, sources: ['minutes'], claim_sources: ['minutes'], claim_locators: ['p. 3'], claim_bases: ['explicit'], claim_stances: ['supports']}},
{low: 'ics/entities/group-b', high: 'ics/entities/group-c', set: {id: 'group-b:reportsTo:group-c', type: 'reportsTo', family: 'reporting', certainty: 'stated', planned: false, general: false, start_min: date('0001-01-01'), start_max: date('2019-06-15'), end_min: date('2019-06-15'), end_max: date('9999-12-31'), doc: '{"claims":[{"source":"minutes","locator":"p. 3"}]}', graph: 'ics', in_effect: true, sources: ['minutes'], claim_sources: ['minutes'], claim_locators: ['p. 3'], claim_bases: ['explicit'], claim_stances: ['supports']}},
{low: 'ics/entities/group-c', high: 'ics/entities/group-a', set: {id: 'group-c:reportsTo:group-a', type: 'reportsTo', family: 'reporting', certainty: 'stated', planned: false, general: false, start_min: date('0001-01-01'), start_max: date('2019-06-15'), end_min: date('2019-06-15'), end_max: date('9999-12-31'), doc: '{"claims":[{"source":"minutes","locator":"p. 3"}]}', graph: 'ics', in_effect: true, sources: ['minutes'], claim_sources: ['minutes'], claim_locators: ['p. 3'], claim_bases: ['explicit'], claim_stances: ['supports']}},
{low: 'ics/entities/group-c', high: 'ics/entities/group-c', set: {id: 'group-c:reportsTo:group-c', type: 'reportsTo', family: 'reporting', certainty: 'stated', planned: false, general: false, start_min: date('0001-01-01'), start_max: date('2019-06-15'), end_min: date('2019-06-15'), end_max: date('9999-12-31'), doc: '{"claims":[{"source":"minutes","locator":"p. 3"}]}', graph: 'ics', in_effect: true, sources: ['minutes'], claim_sources: ['minutes'], claim_locators: ['p. 3'], claim_bases: ['explicit'], claim_stances: ['supports']}}
{low: 'ics/entities/group-a', high: 'ics/sources/minutes', set: {graph: 'ics', line: 'group-a:reportsTo:group-b', locator: 'p. 3', basis: 'explicit', stance: 'supports'}},
{low: 'ics/entities/group-b', high: 'ics/sources/minutes', set: {graph: 'ics', line: 'group-b:reportsTo:group-c', locator: 'p. 3', basis: 'explicit', stance: 'supports'}},
{low: 'ics/entities/group-c', high: 'ics/sources/minutes', set: {graph: 'ics', line: 'group-c:reportsTo:group-a', locator: 'p. 3', basis: 'explicit', stance: 'supports'}},
{low: 'ics/entities/group-c', high: 'ics/sources/minutes', set: {graph: 'ics', line: 'group-c:reportsTo:group-c', locator: 'p. 3', basis: 'explicit', stance: 'supports'}}
