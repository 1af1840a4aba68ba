NAME point
ROWS
 N cost
 L low
 G high
COLUMNS
 x cost 1
 x high -5000000000000
 y cost 0.5
 y low 1
 y high 1
RHS
 rhs low -28
BOUNDS
 UP bnd x 10
 LO bnd y -100
 UP bnd y 100
ENDATA
