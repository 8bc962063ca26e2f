# The numbers are in training-induction.tsv.
#   gnuplot training-induction.gp                      draws training-induction.svg
#   gnuplot -e "format='pdf'" training-induction.gp   draws training-induction.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'What followed this symbol last time?, trained to 24'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'training-induction'
others = 0
array grey_style[1]
grey_style[1] = 0
last_step = 5999.0
curves = 24
array curve_fitted[curves]
array curve_diverged[curves]
array curve_first[curves]
array curve_last[curves]
curve_fitted[1] = 0; curve_diverged[1] = 0; curve_first[1] = 0; curve_last[1] = 6
curve_fitted[2] = 0; curve_diverged[2] = 0; curve_first[2] = 7; curve_last[2] = 13
curve_fitted[3] = 0; curve_diverged[3] = 0; curve_first[3] = 14; curve_last[3] = 20
curve_fitted[4] = 0; curve_diverged[4] = 0; curve_first[4] = 21; curve_last[4] = 27
curve_fitted[5] = 1; curve_diverged[5] = 0; curve_first[5] = 28; curve_last[5] = 34
curve_fitted[6] = 1; curve_diverged[6] = 0; curve_first[6] = 35; curve_last[6] = 41
curve_fitted[7] = 1; curve_diverged[7] = 0; curve_first[7] = 42; curve_last[7] = 48
curve_fitted[8] = 0; curve_diverged[8] = 0; curve_first[8] = 49; curve_last[8] = 55
curve_fitted[9] = 0; curve_diverged[9] = 0; curve_first[9] = 56; curve_last[9] = 62
curve_fitted[10] = 1; curve_diverged[10] = 0; curve_first[10] = 63; curve_last[10] = 69
curve_fitted[11] = 1; curve_diverged[11] = 0; curve_first[11] = 70; curve_last[11] = 76
curve_fitted[12] = 0; curve_diverged[12] = 0; curve_first[12] = 77; curve_last[12] = 83
curve_fitted[13] = 1; curve_diverged[13] = 0; curve_first[13] = 84; curve_last[13] = 90
curve_fitted[14] = 0; curve_diverged[14] = 0; curve_first[14] = 91; curve_last[14] = 97
curve_fitted[15] = 1; curve_diverged[15] = 0; curve_first[15] = 98; curve_last[15] = 104
curve_fitted[16] = 1; curve_diverged[16] = 0; curve_first[16] = 105; curve_last[16] = 111
curve_fitted[17] = 0; curve_diverged[17] = 0; curve_first[17] = 112; curve_last[17] = 118
curve_fitted[18] = 0; curve_diverged[18] = 0; curve_first[18] = 119; curve_last[18] = 125
curve_fitted[19] = 0; curve_diverged[19] = 0; curve_first[19] = 126; curve_last[19] = 132
curve_fitted[20] = 0; curve_diverged[20] = 0; curve_first[20] = 133; curve_last[20] = 139
curve_fitted[21] = 0; curve_diverged[21] = 0; curve_first[21] = 140; curve_last[21] = 146
curve_fitted[22] = 0; curve_diverged[22] = 0; curve_first[22] = 147; curve_last[22] = 153
curve_fitted[23] = 0; curve_diverged[23] = 0; curve_first[23] = 154; curve_last[23] = 160
curve_fitted[24] = 0; curve_diverged[24] = 0; curve_first[24] = 161; curve_last[24] = 167
array curves_of[10]
curves_of[1] = ' 5 6 7 10 11 13 15 16'
curves_of[2] = ''
curves_of[3] = ''
curves_of[4] = ''
curves_of[5] = ''
curves_of[6] = ' 1 2 3 4 8 9 12 14'
curves_of[7] = ''
curves_of[8] = ' 17 18 19 20 21 22 23 24'
curves_of[9] = ''
curves_of[10] = ''
series = 3
own_colours = 1
array label[3]
array tic[3]
array style[3]
array runs[3]
array fitted[3]
label[1] = 'rope'; tic[1] = 'rope'
style[1] = 6; runs[1] = 8; fitted[1] = 0
label[2] = 'cpe one layer'; tic[2] = 'cpe one layer'
style[2] = 1; runs[2] = 8; fitted[2] = 8
label[3] = 'rope one layer'; tic[3] = 'rope one layer'
style[3] = 8; runs[3] = 8; fitted[3] = 0

load '../../charts/style.gp'
load '../../charts/training.gp'
