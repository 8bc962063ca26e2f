# The numbers are in training-passkey-digits-3-symbols-16.tsv.
#   gnuplot training-passkey-digits-3-symbols-16.gp                      draws training-passkey-digits-3-symbols-16.svg
#   gnuplot -e "format='pdf'" training-passkey-digits-3-symbols-16.gp   draws training-passkey-digits-3-symbols-16.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Find the one key in filler (digits 3, symbols 16)'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'training-passkey-digits-3-symbols-16'
others = 0
array grey_style[1]
grey_style[1] = 0
last_step = 3999.0
curves = 26
array curve_fitted[curves]
array curve_diverged[curves]
array curve_first[curves]
array curve_last[curves]
curve_fitted[1] = 1; curve_diverged[1] = 0; curve_first[1] = 0; curve_last[1] = 4
curve_fitted[2] = 1; curve_diverged[2] = 0; curve_first[2] = 5; curve_last[2] = 9
curve_fitted[3] = 1; curve_diverged[3] = 0; curve_first[3] = 10; curve_last[3] = 14
curve_fitted[4] = 1; curve_diverged[4] = 0; curve_first[4] = 15; curve_last[4] = 19
curve_fitted[5] = 1; curve_diverged[5] = 0; curve_first[5] = 20; curve_last[5] = 24
curve_fitted[6] = 1; curve_diverged[6] = 0; curve_first[6] = 25; curve_last[6] = 29
curve_fitted[7] = 1; curve_diverged[7] = 0; curve_first[7] = 30; curve_last[7] = 34
curve_fitted[8] = 1; curve_diverged[8] = 0; curve_first[8] = 35; curve_last[8] = 39
curve_fitted[9] = 1; curve_diverged[9] = 0; curve_first[9] = 40; curve_last[9] = 44
curve_fitted[10] = 1; curve_diverged[10] = 0; curve_first[10] = 45; curve_last[10] = 49
curve_fitted[11] = 1; curve_diverged[11] = 0; curve_first[11] = 50; curve_last[11] = 54
curve_fitted[12] = 1; curve_diverged[12] = 0; curve_first[12] = 55; curve_last[12] = 59
curve_fitted[13] = 1; curve_diverged[13] = 0; curve_first[13] = 60; curve_last[13] = 64
curve_fitted[14] = 1; curve_diverged[14] = 0; curve_first[14] = 65; curve_last[14] = 69
curve_fitted[15] = 1; curve_diverged[15] = 0; curve_first[15] = 70; curve_last[15] = 74
curve_fitted[16] = 1; curve_diverged[16] = 0; curve_first[16] = 75; curve_last[16] = 79
curve_fitted[17] = 1; curve_diverged[17] = 0; curve_first[17] = 80; curve_last[17] = 84
curve_fitted[18] = 1; curve_diverged[18] = 0; curve_first[18] = 85; curve_last[18] = 89
curve_fitted[19] = 1; curve_diverged[19] = 0; curve_first[19] = 90; curve_last[19] = 94
curve_fitted[20] = 1; curve_diverged[20] = 0; curve_first[20] = 95; curve_last[20] = 99
curve_fitted[21] = 1; curve_diverged[21] = 0; curve_first[21] = 100; curve_last[21] = 104
curve_fitted[22] = 1; curve_diverged[22] = 0; curve_first[22] = 105; curve_last[22] = 109
curve_fitted[23] = 1; curve_diverged[23] = 0; curve_first[23] = 110; curve_last[23] = 114
curve_fitted[24] = 1; curve_diverged[24] = 0; curve_first[24] = 115; curve_last[24] = 119
curve_fitted[25] = 1; curve_diverged[25] = 0; curve_first[25] = 120; curve_last[25] = 124
curve_fitted[26] = 1; curve_diverged[26] = 0; curve_first[26] = 125; curve_last[26] = 129
array curves_of[18]
curves_of[1] = ' 1 5 6 12 13'
curves_of[2] = ''
curves_of[3] = ' 16'
curves_of[4] = ''
curves_of[5] = ''
curves_of[6] = ''
curves_of[7] = ' 2 3 4 8 14'
curves_of[8] = ''
curves_of[9] = ' 7 9 10 11 15'
curves_of[10] = ''
curves_of[11] = ' 17 18 19 21 22'
curves_of[12] = ''
curves_of[13] = ''
curves_of[14] = ' 20 23 24 25 26'
curves_of[15] = ''
curves_of[16] = ''
curves_of[17] = ''
curves_of[18] = ''
series = 6
own_colours = 1
array label[6]
array tic[6]
array style[6]
array runs[6]
array fitted[6]
label[1] = 'bam, longest=16'; tic[1] = 'bam, longest=16'
style[1] = 1; runs[1] = 5; fitted[1] = 5
label[2] = 'pose'; tic[2] = 'pose'
style[2] = 7; runs[2] = 5; fitted[2] = 5
label[3] = 'rope + gate'; tic[3] = 'rope + gate'
style[3] = 9; runs[3] = 5; fitted[3] = 5
label[4] = 'evq'; tic[4] = 'evq'
style[4] = 3; runs[4] = 1; fitted[4] = 1
label[5] = 'alibi, longest=16'; tic[5] = 'alibi, longest=16'
style[5] = 11; runs[5] = 5; fitted[5] = 5
label[6] = 'rope, longest=32'; tic[6] = 'rope, longest=32'
style[6] = 14; runs[6] = 5; fitted[6] = 5

load '../../charts/style.gp'
load '../../charts/training.gp'
