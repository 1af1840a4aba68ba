NAME ray
ROWS
 N cost
 G some
 E none
COLUMNS
 a cost 0.000000001
 a some 5
 a none 2
 b cost 5
 b some 7000000000
 b none 0.5
 c cost 1
RHS
 rhs some 1
RANGES
 rng some 7
BOUNDS
 UP bnd a 1000000000
 UP bnd b 1.0005
 FR bnd c
ENDATA
