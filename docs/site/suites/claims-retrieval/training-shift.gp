# The numbers are in training-shift.tsv.
#   gnuplot training-shift.gp                      draws training-shift.svg
#   gnuplot -e "format='pdf'" training-shift.gp   draws training-shift.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'The token k back, trained to 24'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'training-shift'
others = 0
array grey_style[1]
grey_style[1] = 0
last_step = 5999.0
curves = 16
array curve_fitted[curves]
array curve_diverged[curves]
array curve_first[curves]
array curve_last[curves]
curve_fitted[1] = 1; curve_diverged[1] = 0; curve_first[1] = 0; curve_last[1] = 56
curve_fitted[2] = 1; curve_diverged[2] = 0; curve_first[2] = 57; curve_last[2] = 113
curve_fitted[3] = 1; curve_diverged[3] = 0; curve_first[3] = 114; curve_last[3] = 170
curve_fitted[4] = 1; curve_diverged[4] = 0; curve_first[4] = 171; curve_last[4] = 227
curve_fitted[5] = 1; curve_diverged[5] = 0; curve_first[5] = 228; curve_last[5] = 283
curve_fitted[6] = 1; curve_diverged[6] = 0; curve_first[6] = 284; curve_last[6] = 340
curve_fitted[7] = 1; curve_diverged[7] = 0; curve_first[7] = 341; curve_last[7] = 397
curve_fitted[8] = 1; curve_diverged[8] = 0; curve_first[8] = 398; curve_last[8] = 453
curve_fitted[9] = 0; curve_diverged[9] = 0; curve_first[9] = 454; curve_last[9] = 510
curve_fitted[10] = 0; curve_diverged[10] = 0; curve_first[10] = 511; curve_last[10] = 567
curve_fitted[11] = 0; curve_diverged[11] = 0; curve_first[11] = 568; curve_last[11] = 623
curve_fitted[12] = 0; curve_diverged[12] = 0; curve_first[12] = 624; curve_last[12] = 680
curve_fitted[13] = 0; curve_diverged[13] = 0; curve_first[13] = 681; curve_last[13] = 736
curve_fitted[14] = 0; curve_diverged[14] = 0; curve_first[14] = 737; curve_last[14] = 793
curve_fitted[15] = 0; curve_diverged[15] = 0; curve_first[15] = 794; curve_last[15] = 850
curve_fitted[16] = 0; curve_diverged[16] = 0; curve_first[16] = 851; curve_last[16] = 907
array curves_of[10]
curves_of[1] = ''
curves_of[2] = ''
curves_of[3] = ' 9 10 11 12 13 14 15 16'
curves_of[4] = ''
curves_of[5] = ''
curves_of[6] = ' 1 2 3 4 5 6 7 8'
curves_of[7] = ''
curves_of[8] = ''
curves_of[9] = ''
curves_of[10] = ''
series = 2
own_colours = 1
array label[2]
array tic[2]
array style[2]
array runs[2]
array fitted[2]
label[1] = 'rope'; tic[1] = 'rope'
style[1] = 6; runs[1] = 8; fitted[1] = 8
label[2] = 'nope'; tic[2] = 'nope'
style[2] = 3; runs[2] = 8; fitted[2] = 0

load '../../charts/style.gp'
load '../../charts/training.gp'
