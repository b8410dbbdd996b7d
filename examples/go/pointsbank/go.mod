module pointsbank

go 1.19
