# The numbers are in depth-passkey-digits-2-symbols-16.tsv.
#   gnuplot depth-passkey-digits-2-symbols-16.gp                      draws depth-passkey-digits-2-symbols-16.svg
#   gnuplot -e "format='pdf'" depth-passkey-digits-2-symbols-16.gp   draws depth-passkey-digits-2-symbols-16.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Find the one key in filler (digits 2, symbols 16), trained to 16: 6 of 36 schemes'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'depth-passkey-digits-2-symbols-16'
others = 0
array grey_style[1]
grey_style[1] = 0
lengths = 7
array length[7] = [8.0, 16.0, 20.0, 24.0, 32.0, 48.0, 64.0]
borders = '16'
borders_words = ''
array trained[36]
trained[1] = 16
trained[2] = 0
trained[3] = 0
trained[4] = 0
trained[5] = 0
trained[6] = 0
trained[7] = 0
trained[8] = 0
trained[9] = 0
trained[10] = 0
trained[11] = 0
trained[12] = 0
trained[13] = 0
trained[14] = 0
trained[15] = 0
trained[16] = 0
trained[17] = 16
trained[18] = 0
trained[19] = 0
trained[20] = 0
trained[21] = 0
trained[22] = 0
trained[23] = 0
trained[24] = 0
trained[25] = 0
trained[26] = 0
trained[27] = 0
trained[28] = 0
trained[29] = 16
trained[30] = 16
trained[31] = 16
trained[32] = 0
trained[33] = 0
trained[34] = 16
trained[35] = 0
trained[36] = 0
array row_first[36]
array row_last[36]
row_first[1] = 0; row_last[1] = 65
row_first[2] = 396; row_last[2] = 396
row_first[3] = 396; row_last[3] = 396
row_first[4] = 396; row_last[4] = 396
row_first[5] = 396; row_last[5] = 396
row_first[6] = 396; row_last[6] = 396
row_first[7] = 396; row_last[7] = 396
row_first[8] = 396; row_last[8] = 396
row_first[9] = 396; row_last[9] = 396
row_first[10] = 396; row_last[10] = 396
row_first[11] = 396; row_last[11] = 396
row_first[12] = 396; row_last[12] = 396
row_first[13] = 396; row_last[13] = 396
row_first[14] = 396; row_last[14] = 396
row_first[15] = 396; row_last[15] = 396
row_first[16] = 396; row_last[16] = 396
row_first[17] = 66; row_last[17] = 131
row_first[18] = 396; row_last[18] = 396
row_first[19] = 396; row_last[19] = 396
row_first[20] = 396; row_last[20] = 396
row_first[21] = 396; row_last[21] = 396
row_first[22] = 396; row_last[22] = 396
row_first[23] = 396; row_last[23] = 396
row_first[24] = 396; row_last[24] = 396
row_first[25] = 396; row_last[25] = 396
row_first[26] = 396; row_last[26] = 396
row_first[27] = 396; row_last[27] = 396
row_first[28] = 396; row_last[28] = 396
row_first[29] = 132; row_last[29] = 197
row_first[30] = 198; row_last[30] = 263
row_first[31] = 264; row_last[31] = 329
row_first[32] = 396; row_last[32] = 396
row_first[33] = 396; row_last[33] = 396
row_first[34] = 330; row_last[34] = 395
row_first[35] = 396; row_last[35] = 396
row_first[36] = 396; row_last[36] = 396
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
load '../../charts/depth.gp'
