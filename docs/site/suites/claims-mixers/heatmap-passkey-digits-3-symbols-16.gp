# The numbers are in heatmap-passkey-digits-3-symbols-16.tsv.
#   gnuplot heatmap-passkey-digits-3-symbols-16.gp                      draws heatmap-passkey-digits-3-symbols-16.svg
#   gnuplot -e "format='pdf'" heatmap-passkey-digits-3-symbols-16.gp   draws heatmap-passkey-digits-3-symbols-16.pdf; so do png, eps, cairolatex and tikz
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
name = 'heatmap-passkey-digits-3-symbols-16'
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
metric = 'exact match'
crossed = 0
values = 10
array value[10] = [0.104, 0.212, 0.318, 0.398, 0.548, 0.808, 0.818, 0.984, 0.996, 1.0]
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
load '../../charts/heatmap.gp'
