# The numbers are in depth-passkey-digits-1-symbols-16.tsv.
#   gnuplot depth-passkey-digits-1-symbols-16.gp                      draws depth-passkey-digits-1-symbols-16.svg
#   gnuplot -e "format='pdf'" depth-passkey-digits-1-symbols-16.gp   draws depth-passkey-digits-1-symbols-16.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Find the one key in filler (digits 1, symbols 16), trained to 24'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'depth-passkey-digits-1-symbols-16'
others = 0
array grey_style[1]
grey_style[1] = 0
lengths = 5
array length[5] = [12.0, 24.0, 48.0, 72.0, 96.0]
borders = '24'
borders_words = ''
array trained[13]
trained[1] = 0
trained[2] = 0
trained[3] = 0
trained[4] = 24
trained[5] = 0
trained[6] = 0
trained[7] = 24
trained[8] = 24
trained[9] = 0
trained[10] = 24
trained[11] = 0
trained[12] = 0
trained[13] = 0
array row_first[13]
array row_last[13]
row_first[1] = 200; row_last[1] = 200
row_first[2] = 200; row_last[2] = 200
row_first[3] = 200; row_last[3] = 200
row_first[4] = 0; row_last[4] = 49
row_first[5] = 200; row_last[5] = 200
row_first[6] = 200; row_last[6] = 200
row_first[7] = 150; row_last[7] = 199
row_first[8] = 100; row_last[8] = 149
row_first[9] = 200; row_last[9] = 200
row_first[10] = 50; row_last[10] = 99
row_first[11] = 200; row_last[11] = 200
row_first[12] = 200; row_last[12] = 200
row_first[13] = 200; row_last[13] = 200
series = 4
own_colours = 1
array label[4]
array tic[4]
array style[4]
array runs[4]
array fitted[4]
label[1] = 'rope'; tic[1] = 'rope'
style[1] = 4; runs[1] = 9; fitted[1] = 9
label[2] = 'alibi'; tic[2] = 'alibi'
style[2] = 10; runs[2] = 9; fitted[2] = 9
label[3] = 'nope'; tic[3] = 'nope'
style[3] = 8; runs[3] = 9; fitted[3] = 9
label[4] = 't5'; tic[4] = 't5'
style[4] = 7; runs[4] = 9; fitted[4] = 9

load '../../charts/style.gp'
load '../../charts/depth.gp'
