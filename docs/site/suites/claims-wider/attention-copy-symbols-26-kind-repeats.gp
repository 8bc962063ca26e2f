# The numbers are in attention-copy-symbols-26-kind-repeats.tsv.
#   gnuplot attention-copy-symbols-26-kind-repeats.gp                      draws attention-copy-symbols-26-kind-repeats.svg
#   gnuplot -e "format='pdf'" attention-copy-symbols-26-kind-repeats.gp   draws attention-copy-symbols-26-kind-repeats.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Copy a string (symbols 26, kind repeats), trained to 16: attention at length 32'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'attention-copy-symbols-26-kind-repeats'
others = 0
array grey_style[1]
grey_style[1] = 0
missing_words = ''
layers = 2
array layer[2] = [1.0, 2.0]
distances = 8
array distance[8] = [0.0, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0]
top = 0.5355129081575386
seeds = 1
bands = 0
interval_words = (latex ? '95 \% interval of the median' : '95 % interval of the median')
array row_first[12]
array row_last[12]
row_first[1] = 128; row_last[1] = 128
row_first[2] = 0; row_last[2] = 31
row_first[3] = 64; row_last[3] = 95
row_first[4] = 32; row_last[4] = 63
row_first[5] = 128; row_last[5] = 128
row_first[6] = 128; row_last[6] = 128
row_first[7] = 128; row_last[7] = 128
row_first[8] = 128; row_last[8] = 128
row_first[9] = 96; row_last[9] = 127
row_first[10] = 128; row_last[10] = 128
row_first[11] = 128; row_last[11] = 128
row_first[12] = 128; row_last[12] = 128
series = 4
own_colours = 1
array label[4]
array tic[4]
array style[4]
array runs[4]
array fitted[4]
label[1] = 'learned + offset'; tic[1] = 'learned + offset'
style[1] = 2; runs[1] = 1; fitted[1] = 1
label[2] = 'rope'; tic[2] = 'rope'
style[2] = 4; runs[2] = 1; fitted[2] = 1
label[3] = 'nope'; tic[3] = 'nope'
style[3] = 3; runs[3] = 1; fitted[3] = 0
label[4] = 'alibi'; tic[4] = 'alibi'
style[4] = 9; runs[4] = 1; fitted[4] = 1

load '../../charts/style.gp'
load '../../charts/attention.gp'
