# The numbers are in training-dyck-types-1.tsv.
#   gnuplot training-dyck-types-1.gp                      draws training-dyck-types-1.svg
#   gnuplot -e "format='pdf'" training-dyck-types-1.gp   draws training-dyck-types-1.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Balanced brackets: which one must close? (types 1), trained to 40'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'training-dyck-types-1'
others = 0
array grey_style[1]
grey_style[1] = 0
last_step = 3999.0
curves = 10
array curve_fitted[curves]
array curve_diverged[curves]
array curve_first[curves]
array curve_last[curves]
curve_fitted[1] = 1; curve_diverged[1] = 0; curve_first[1] = 0; curve_last[1] = 53
curve_fitted[2] = 1; curve_diverged[2] = 0; curve_first[2] = 54; curve_last[2] = 108
curve_fitted[3] = 1; curve_diverged[3] = 0; curve_first[3] = 109; curve_last[3] = 163
curve_fitted[4] = 1; curve_diverged[4] = 0; curve_first[4] = 164; curve_last[4] = 218
curve_fitted[5] = 1; curve_diverged[5] = 0; curve_first[5] = 219; curve_last[5] = 273
curve_fitted[6] = 1; curve_diverged[6] = 0; curve_first[6] = 274; curve_last[6] = 328
curve_fitted[7] = 1; curve_diverged[7] = 0; curve_first[7] = 329; curve_last[7] = 383
curve_fitted[8] = 1; curve_diverged[8] = 0; curve_first[8] = 384; curve_last[8] = 437
curve_fitted[9] = 1; curve_diverged[9] = 0; curve_first[9] = 438; curve_last[9] = 492
curve_fitted[10] = 1; curve_diverged[10] = 0; curve_first[10] = 493; curve_last[10] = 547
array curves_of[2]
curves_of[1] = ' 1 2 3 4 5'
curves_of[2] = ' 6 7 8 9 10'
series = 2
own_colours = 0
array label[2]
array tic[2]
array style[2]
array runs[2]
array fitted[2]
label[1] = 'learned + offset'; tic[1] = 'learned + offset'
style[1] = 1; runs[1] = 5; fitted[1] = 5
label[2] = 'nope'; tic[2] = 'nope'
style[2] = 2; runs[2] = 5; fitted[2] = 5

load '../../charts/style.gp'
load '../../charts/training.gp'
