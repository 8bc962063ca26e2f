# The numbers are in training-majority.tsv.
#   gnuplot training-majority.gp                      draws training-majority.svg
#   gnuplot -e "format='pdf'" training-majority.gp   draws training-majority.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'The most frequent symbol, trained to 20'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'training-majority'
others = 0
array grey_style[1]
grey_style[1] = 0
last_step = 7999.0
curves = 20
array curve_fitted[curves]
array curve_diverged[curves]
array curve_first[curves]
array curve_last[curves]
curve_fitted[1] = 1; curve_diverged[1] = 0; curve_first[1] = 0; curve_last[1] = 58
curve_fitted[2] = 1; curve_diverged[2] = 0; curve_first[2] = 59; curve_last[2] = 116
curve_fitted[3] = 1; curve_diverged[3] = 0; curve_first[3] = 117; curve_last[3] = 175
curve_fitted[4] = 1; curve_diverged[4] = 0; curve_first[4] = 176; curve_last[4] = 234
curve_fitted[5] = 1; curve_diverged[5] = 0; curve_first[5] = 235; curve_last[5] = 293
curve_fitted[6] = 1; curve_diverged[6] = 0; curve_first[6] = 294; curve_last[6] = 352
curve_fitted[7] = 1; curve_diverged[7] = 0; curve_first[7] = 353; curve_last[7] = 410
curve_fitted[8] = 1; curve_diverged[8] = 0; curve_first[8] = 411; curve_last[8] = 469
curve_fitted[9] = 1; curve_diverged[9] = 0; curve_first[9] = 470; curve_last[9] = 527
curve_fitted[10] = 1; curve_diverged[10] = 0; curve_first[10] = 528; curve_last[10] = 585
curve_fitted[11] = 1; curve_diverged[11] = 0; curve_first[11] = 586; curve_last[11] = 644
curve_fitted[12] = 1; curve_diverged[12] = 0; curve_first[12] = 645; curve_last[12] = 703
curve_fitted[13] = 1; curve_diverged[13] = 0; curve_first[13] = 704; curve_last[13] = 761
curve_fitted[14] = 1; curve_diverged[14] = 0; curve_first[14] = 762; curve_last[14] = 820
curve_fitted[15] = 1; curve_diverged[15] = 0; curve_first[15] = 821; curve_last[15] = 878
curve_fitted[16] = 1; curve_diverged[16] = 0; curve_first[16] = 879; curve_last[16] = 937
curve_fitted[17] = 1; curve_diverged[17] = 0; curve_first[17] = 938; curve_last[17] = 995
curve_fitted[18] = 1; curve_diverged[18] = 0; curve_first[18] = 996; curve_last[18] = 1054
curve_fitted[19] = 1; curve_diverged[19] = 0; curve_first[19] = 1055; curve_last[19] = 1112
curve_fitted[20] = 1; curve_diverged[20] = 0; curve_first[20] = 1113; curve_last[20] = 1170
array curves_of[10]
curves_of[1] = ''
curves_of[2] = ''
curves_of[3] = ' 1 2 3 4 5 6 7 8 9 10'
curves_of[4] = ''
curves_of[5] = ''
curves_of[6] = ' 11 12 13 14 15 16 17 18 19 20'
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
label[1] = 'gdn 2'; tic[1] = 'gdn 2'
style[1] = 3; runs[1] = 10; fitted[1] = 10
label[2] = 'gdn 2 + nope'; tic[2] = 'gdn 2 + nope'
style[2] = 6; runs[2] = 10; fitted[2] = 10

load '../../charts/style.gp'
load '../../charts/training.gp'
