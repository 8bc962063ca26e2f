# The numbers are in training-passkey-digits-2-symbols-16.tsv.
#   gnuplot training-passkey-digits-2-symbols-16.gp                      draws training-passkey-digits-2-symbols-16.svg
#   gnuplot -e "format='pdf'" training-passkey-digits-2-symbols-16.gp   draws training-passkey-digits-2-symbols-16.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Find the one key in filler (digits 2, symbols 16), trained to 16: 6 of 31 schemes'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'training-passkey-digits-2-symbols-16'
others = 0
array grey_style[1]
grey_style[1] = 0
last_step = 599.0
curves = 12
array curve_fitted[curves]
array curve_diverged[curves]
array curve_first[curves]
array curve_last[curves]
curve_fitted[1] = 1; curve_diverged[1] = 0; curve_first[1] = 0; curve_last[1] = 41
curve_fitted[2] = 1; curve_diverged[2] = 0; curve_first[2] = 42; curve_last[2] = 83
curve_fitted[3] = 1; curve_diverged[3] = 0; curve_first[3] = 84; curve_last[3] = 125
curve_fitted[4] = 1; curve_diverged[4] = 0; curve_first[4] = 126; curve_last[4] = 146
curve_fitted[5] = 1; curve_diverged[5] = 0; curve_first[5] = 147; curve_last[5] = 203
curve_fitted[6] = 1; curve_diverged[6] = 0; curve_first[6] = 204; curve_last[6] = 256
curve_fitted[7] = 1; curve_diverged[7] = 0; curve_first[7] = 257; curve_last[7] = 277
curve_fitted[8] = 1; curve_diverged[8] = 0; curve_first[8] = 278; curve_last[8] = 298
curve_fitted[9] = 1; curve_diverged[9] = 0; curve_first[9] = 299; curve_last[9] = 319
curve_fitted[10] = 1; curve_diverged[10] = 0; curve_first[10] = 320; curve_last[10] = 340
curve_fitted[11] = 1; curve_diverged[11] = 0; curve_first[11] = 341; curve_last[11] = 361
curve_fitted[12] = 1; curve_diverged[12] = 0; curve_first[12] = 362; curve_last[12] = 382
array curves_of[36]
curves_of[1] = ' 1 2'
curves_of[2] = ''
curves_of[3] = ''
curves_of[4] = ''
curves_of[5] = ''
curves_of[6] = ''
curves_of[7] = ''
curves_of[8] = ''
curves_of[9] = ''
curves_of[10] = ''
curves_of[11] = ''
curves_of[12] = ''
curves_of[13] = ''
curves_of[14] = ''
curves_of[15] = ''
curves_of[16] = ''
curves_of[17] = ' 3 4'
curves_of[18] = ''
curves_of[19] = ''
curves_of[20] = ''
curves_of[21] = ''
curves_of[22] = ''
curves_of[23] = ''
curves_of[24] = ''
curves_of[25] = ''
curves_of[26] = ''
curves_of[27] = ''
curves_of[28] = ''
curves_of[29] = ' 5 6'
curves_of[30] = ' 7 8'
curves_of[31] = ' 9 10'
curves_of[32] = ''
curves_of[33] = ''
curves_of[34] = ' 11 12'
curves_of[35] = ''
curves_of[36] = ''
series = 6
own_colours = 1
array label[6]
array tic[6]
array style[6]
array runs[6]
array fitted[6]
label[1] = 'nope'; tic[1] = 'nope'
style[1] = 1; runs[1] = 2; fitted[1] = 2
label[2] = 'rope+pose'; tic[2] = 'rope+pose'
style[2] = 17; runs[2] = 2; fitted[2] = 2
label[3] = 'retnet'; tic[3] = 'retnet'
style[3] = 29; runs[3] = 2; fitted[3] = 2
label[4] = 'deltanet'; tic[4] = 'deltanet'
style[4] = 30; runs[4] = 2; fitted[4] = 2
label[5] = 'deltanet to 2'; tic[5] = 'deltanet to 2'
style[5] = 31; runs[5] = 2; fitted[5] = 2
label[6] = 'kda'; tic[6] = 'kda'
style[6] = 34; runs[6] = 2; fitted[6] = 2

load '../../charts/style.gp'
load '../../charts/training.gp'
