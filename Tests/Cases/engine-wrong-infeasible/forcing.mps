* A forcing row whose side lies at an implied bound: first = 0, count = 3, rest = 1.000002 satisfies every row.
NAME forcing
ROWS
 N cost
 L most
 L both
 G least
COLUMNS
 first both -1000000
 M1 'MARKER' 'INTORG'
 count most 1000000 least 1000000
 M2 'MARKER' 'INTEND'
 rest both 1000000 least 7
RHS
 side most 3000003 both 1000004 least 3000007
BOUNDS
 FX b first 0
 UP b count 1000000
ENDATA
