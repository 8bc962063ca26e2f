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
array length[5] = [12.0, 24.0, 48.0, 96.0, 192.0]
borders = '24'
borders_words = ''
array trained[10]
trained[1] = 0
trained[2] = 0
trained[3] = 0
trained[4] = 0
trained[5] = 0
trained[6] = 24
trained[7] = 24
trained[8] = 0
trained[9] = 0
trained[10] = 0
array row_first[10]
array row_last[10]
row_first[1] = 100; row_last[1] = 100
row_first[2] = 100; row_last[2] = 100
row_first[3] = 100; row_last[3] = 100
row_first[4] = 100; row_last[4] = 100
row_first[5] = 100; row_last[5] = 100
row_first[6] = 0; row_last[6] = 49
row_first[7] = 50; row_last[7] = 99
row_first[8] = 100; row_last[8] = 100
row_first[9] = 100; row_last[9] = 100
row_first[10] = 100; row_last[10] = 100
series = 2
own_colours = 1
array label[2]
array tic[2]
array style[2]
array runs[2]
array fitted[2]
label[1] = 'rope'; tic[1] = 'rope'
style[1] = 6; runs[1] = 9; fitted[1] = 9
label[2] = (latex ? 'rope \textgreater{} +yarn(scale=4)' : 'rope > +yarn(scale=4)'); tic[2] = (latex ? 'rope \textgreater{} +yarn(scale=4)' : 'rope > +yarn(scale=4)')
style[2] = 7; runs[2] = 9; fitted[2] = 9

load '../../charts/style.gp'
load '../../charts/depth.gp'
