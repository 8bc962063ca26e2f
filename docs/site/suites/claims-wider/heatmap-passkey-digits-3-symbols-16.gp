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
lengths = 9
array length[9] = [16.0, 32.0, 48.0, 64.0, 96.0, 128.0, 240.0, 256.0, 512.0]
borders = '32'
borders_words = ''
array trained[12]
trained[1] = 0
trained[2] = 0
trained[3] = 32
trained[4] = 32
trained[5] = 32
trained[6] = 32
trained[7] = 32
trained[8] = 0
trained[9] = 32
trained[10] = 0
trained[11] = 0
trained[12] = 0
metric = 'exact match'
crossed = 0
values = 35
array value[35] = [0.0, 0.0012000000000000001, 0.002, 0.006, 0.008799999999999999, 0.044, 0.064, 0.0708, 0.074, 0.09, 0.1668, 0.224, 0.24320000000000003, 0.396, 0.47, 0.54, 0.546, 0.576, 0.578, 0.632, 0.644, 0.674, 0.762, 0.792, 0.852, 0.87, 0.872, 0.8747999999999999, 0.906, 0.92, 0.958, 0.982, 0.988, 0.9987999999999999, 1.0]
series = 6
own_colours = 1
array label[6]
array tic[6]
array style[6]
array runs[6]
array fitted[6]
label[1] = 'nope'; tic[1] = 'nope'
style[1] = 3; runs[1] = 5; fitted[1] = 5
label[2] = 'rope'; tic[2] = 'rope'
style[2] = 4; runs[2] = 5; fitted[2] = 5
label[3] = (latex ? 'rope \textgreater{} +string' : 'rope > +string'); tic[3] = (latex ? 'rope \textgreater{} +string' : 'rope > +string')
style[3] = 5; runs[3] = 1; fitted[3] = 1
label[4] = (latex ? 'rope \textgreater{} +yarn(scale=4)' : 'rope > +yarn(scale=4)'); tic[4] = (latex ? 'rope \textgreater{} +yarn(scale=4)' : 'rope > +yarn(scale=4)')
style[4] = 6; runs[4] = 1; fitted[4] = 1
label[5] = (latex ? 'rope \textgreater{} +yarn(scale=8)' : 'rope > +yarn(scale=8)'); tic[5] = (latex ? 'rope \textgreater{} +yarn(scale=8)' : 'rope > +yarn(scale=8)')
style[5] = 7; runs[5] = 1; fitted[5] = 1
label[6] = 'alibi'; tic[6] = 'alibi'
style[6] = 9; runs[6] = 1; fitted[6] = 1

load '../../charts/style.gp'
load '../../charts/heatmap.gp'
