# The numbers are in training-maximum-priority-real.tsv.
#   gnuplot training-maximum-priority-real.gp                      draws training-maximum-priority-real.svg
#   gnuplot -e "format='pdf'" training-maximum-priority-real.gp   draws training-maximum-priority-real.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'The class of the item with the highest priority (priority real), trained to 16'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'training-maximum-priority-real'
others = 0
array grey_style[1]
grey_style[1] = 0
last_step = 2999.0
curves = 20
array curve_fitted[curves]
array curve_diverged[curves]
array curve_first[curves]
array curve_last[curves]
curve_fitted[1] = 1; curve_diverged[1] = 0; curve_first[1] = 0; curve_last[1] = 53
curve_fitted[2] = 1; curve_diverged[2] = 0; curve_first[2] = 54; curve_last[2] = 107
curve_fitted[3] = 1; curve_diverged[3] = 0; curve_first[3] = 108; curve_last[3] = 161
curve_fitted[4] = 1; curve_diverged[4] = 0; curve_first[4] = 162; curve_last[4] = 215
curve_fitted[5] = 1; curve_diverged[5] = 0; curve_first[5] = 216; curve_last[5] = 268
curve_fitted[6] = 1; curve_diverged[6] = 0; curve_first[6] = 269; curve_last[6] = 322
curve_fitted[7] = 1; curve_diverged[7] = 0; curve_first[7] = 323; curve_last[7] = 376
curve_fitted[8] = 1; curve_diverged[8] = 0; curve_first[8] = 377; curve_last[8] = 429
curve_fitted[9] = 1; curve_diverged[9] = 0; curve_first[9] = 430; curve_last[9] = 483
curve_fitted[10] = 1; curve_diverged[10] = 0; curve_first[10] = 484; curve_last[10] = 537
curve_fitted[11] = 1; curve_diverged[11] = 0; curve_first[11] = 538; curve_last[11] = 591
curve_fitted[12] = 1; curve_diverged[12] = 0; curve_first[12] = 592; curve_last[12] = 645
curve_fitted[13] = 1; curve_diverged[13] = 0; curve_first[13] = 646; curve_last[13] = 699
curve_fitted[14] = 1; curve_diverged[14] = 0; curve_first[14] = 700; curve_last[14] = 752
curve_fitted[15] = 1; curve_diverged[15] = 0; curve_first[15] = 753; curve_last[15] = 805
curve_fitted[16] = 1; curve_diverged[16] = 0; curve_first[16] = 806; curve_last[16] = 859
curve_fitted[17] = 1; curve_diverged[17] = 0; curve_first[17] = 860; curve_last[17] = 913
curve_fitted[18] = 1; curve_diverged[18] = 0; curve_first[18] = 914; curve_last[18] = 967
curve_fitted[19] = 1; curve_diverged[19] = 0; curve_first[19] = 968; curve_last[19] = 1020
curve_fitted[20] = 1; curve_diverged[20] = 0; curve_first[20] = 1021; curve_last[20] = 1073
array curves_of[4]
curves_of[1] = ' 1 2 3 4 5 6 7 8 9 10'
curves_of[2] = ''
curves_of[3] = ' 11 12 13 14 15'
curves_of[4] = ' 16 17 18 19 20'
series = 3
own_colours = 0
array label[3]
array tic[3]
array style[3]
array runs[3]
array fitted[3]
label[1] = 'nope'; tic[1] = 'nope'
style[1] = 1; runs[1] = 10; fitted[1] = 10
label[2] = 'stieltjes 4'; tic[2] = 'stieltjes 4'
style[2] = 3; runs[2] = 5; fitted[2] = 5
label[3] = 'stieltjes 2'; tic[3] = 'stieltjes 2'
style[3] = 4; runs[3] = 5; fitted[3] = 5

load '../../charts/style.gp'
load '../../charts/training.gp'
