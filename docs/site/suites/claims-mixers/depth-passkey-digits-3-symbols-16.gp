# The numbers are in depth-passkey-digits-3-symbols-16.tsv.
#   gnuplot depth-passkey-digits-3-symbols-16.gp                      draws depth-passkey-digits-3-symbols-16.svg
#   gnuplot -e "format='pdf'" depth-passkey-digits-3-symbols-16.gp   draws depth-passkey-digits-3-symbols-16.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Find the one key in filler (digits 3, symbols 16), trained to 32'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'depth-passkey-digits-3-symbols-16'
others = 0
array grey_style[1]
grey_style[1] = 0
lengths = 7
array length[7] = [16.0, 32.0, 64.0, 128.0, 240.0, 256.0, 512.0]
borders = '32'
borders_words = ''
array trained[10]
trained[1] = 0
trained[2] = 32
trained[3] = 0
trained[4] = 0
trained[5] = 32
trained[6] = 0
trained[7] = 0
trained[8] = 32
trained[9] = 0
trained[10] = 0
array row_first[10]
array row_last[10]
row_first[1] = 210; row_last[1] = 210
row_first[2] = 0; row_last[2] = 69
row_first[3] = 210; row_last[3] = 210
row_first[4] = 210; row_last[4] = 210
row_first[5] = 140; row_last[5] = 209
row_first[6] = 210; row_last[6] = 210
row_first[7] = 210; row_last[7] = 210
row_first[8] = 70; row_last[8] = 139
row_first[9] = 210; row_last[9] = 210
row_first[10] = 210; row_last[10] = 210
series = 3
own_colours = 1
array label[3]
array tic[3]
array style[3]
array runs[3]
array fitted[3]
label[1] = 'gdn'; tic[1] = 'gdn'
style[1] = 2; runs[1] = 1; fitted[1] = 1
label[2] = 'mamba2'; tic[2] = 'mamba2'
style[2] = 8; runs[2] = 1; fitted[2] = 1
label[3] = 'deltanet 1'; tic[3] = 'deltanet 1'
style[3] = 5; runs[3] = 1; fitted[3] = 1

load '../../charts/style.gp'
load '../../charts/depth.gp'
