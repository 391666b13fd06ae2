-- What is open now looks through all schooljaren: a small index of open applications alone. It holds no count, so
-- that counting on stays an update in place (measured: docs/metingen.md). The condition is that of the gateway's query.
CREATE INDEX cel_open ON stand.cel (swv, vestiging) WHERE kubus = 1 AND (code >> 1) & 7 IN (0, 1, 3, 4);
