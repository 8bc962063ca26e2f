# The numbers are in attention-passkey-digits-3-symbols-16.tsv.
#   gnuplot attention-passkey-digits-3-symbols-16.gp                      draws attention-passkey-digits-3-symbols-16.svg
#   gnuplot -e "format='pdf'" attention-passkey-digits-3-symbols-16.gp   draws attention-passkey-digits-3-symbols-16.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Find the one key in filler (digits 3, symbols 16): attention at lengths 16 to 64'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'attention-passkey-digits-3-symbols-16'
others = 0
array grey_style[1]
grey_style[1] = 0
missing_words = ''
layers = 2
array layer[2] = [1.0, 2.0]
distances = 8
array distance[8] = [0.0, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0]
top = 0.5153118524858865
seeds = 5
bands = 0
interval_words = (latex ? '95 \% interval of the median' : '95 % interval of the median')
array row_first[18]
array row_last[18]
row_first[1] = 0; row_last[1] = 71
row_first[2] = 464; row_last[2] = 464
row_first[3] = 72; row_last[3] = 103
row_first[4] = 464; row_last[4] = 464
row_first[5] = 464; row_last[5] = 464
row_first[6] = 464; row_last[6] = 464
row_first[7] = 104; row_last[7] = 199
row_first[8] = 464; row_last[8] = 464
row_first[9] = 200; row_last[9] = 295
row_first[10] = 464; row_last[10] = 464
row_first[11] = 296; row_last[11] = 367
row_first[12] = 464; row_last[12] = 464
row_first[13] = 464; row_last[13] = 464
row_first[14] = 368; row_last[14] = 463
row_first[15] = 464; row_last[15] = 464
row_first[16] = 464; row_last[16] = 464
row_first[17] = 464; row_last[17] = 464
row_first[18] = 464; row_last[18] = 464
series = 6
own_colours = 1
array label[6]
array tic[6]
array style[6]
array runs[6]
array fitted[6]
label[1] = 'bam, longest=16'; tic[1] = 'bam, longest=16'
style[1] = 1; runs[1] = 5; fitted[1] = 5
label[2] = 'evq'; tic[2] = 'evq'
style[2] = 3; runs[2] = 1; fitted[2] = 1
label[3] = 'pose'; tic[3] = 'pose'
style[3] = 7; runs[3] = 5; fitted[3] = 5
label[4] = 'rope + gate'; tic[4] = 'rope + gate'
style[4] = 9; runs[4] = 5; fitted[4] = 5
label[5] = 'alibi, longest=16'; tic[5] = 'alibi, longest=16'
style[5] = 11; runs[5] = 5; fitted[5] = 5
label[6] = 'rope, longest=32'; tic[6] = 'rope, longest=32'
style[6] = 14; runs[6] = 5; fitted[6] = 5

load '../../charts/style.gp'
load '../../charts/attention.gp'
