"""The example region and the LDOS player: invented schools, invented dossiers, the real event contract."""
