# The numbers are in attention-copy-symbols-60.tsv.
#   gnuplot attention-copy-symbols-60.gp                      draws attention-copy-symbols-60.svg
#   gnuplot -e "format='pdf'" attention-copy-symbols-60.gp   draws attention-copy-symbols-60.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Copy a string (symbols 60), trained to 20: attention at length 40'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'attention-copy-symbols-60'
others = 9
array grey_style[9]
grey_style[1] = 2
grey_style[2] = 3
grey_style[3] = 6
grey_style[4] = 7
grey_style[5] = 9
grey_style[6] = 10
grey_style[7] = 11
grey_style[8] = 12
grey_style[9] = 13
missing_words = ''
layers = 2
array layer[2] = [1.0, 2.0]
distances = 8
array distance[8] = [0.0, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0]
top = 0.9976624591128513
seeds = 15
bands = 1
interval_words = (latex ? '95 \% interval of the median' : '95 % interval of the median')
array row_first[13]
array row_last[13]
row_first[1] = 0; row_last[1] = 255
row_first[2] = 256; row_last[2] = 271
row_first[3] = 272; row_last[3] = 287
row_first[4] = 544; row_last[4] = 799
row_first[5] = 880; row_last[5] = 880
row_first[6] = 288; row_last[6] = 303
row_first[7] = 304; row_last[7] = 319
row_first[8] = 320; row_last[8] = 543
row_first[9] = 800; row_last[9] = 815
row_first[10] = 816; row_last[10] = 831
row_first[11] = 832; row_last[11] = 847
row_first[12] = 848; row_last[12] = 863
row_first[13] = 864; row_last[13] = 879
series = 3
own_colours = 1
array label[3]
array tic[3]
array style[3]
array runs[3]
array fitted[3]
label[1] = 'fope'; tic[1] = 'fope'
style[1] = 1; runs[1] = 15; fitted[1] = 15
label[2] = 'nope'; tic[2] = 'nope'
style[2] = 8; runs[2] = 13; fitted[2] = 0
label[3] = 'rope'; tic[3] = 'rope'
style[3] = 4; runs[3] = 15; fitted[3] = 15

load '../../charts/style.gp'
load '../../charts/attention.gp'
