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
array row_first[12]
array row_last[12]
row_first[1] = 470; row_last[1] = 470
row_first[2] = 470; row_last[2] = 470
row_first[3] = 0; row_last[3] = 69
row_first[4] = 70; row_last[4] = 159
row_first[5] = 160; row_last[5] = 239
row_first[6] = 240; row_last[6] = 319
row_first[7] = 320; row_last[7] = 399
row_first[8] = 470; row_last[8] = 470
row_first[9] = 400; row_last[9] = 469
row_first[10] = 470; row_last[10] = 470
row_first[11] = 470; row_last[11] = 470
row_first[12] = 470; row_last[12] = 470
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
load '../../charts/depth.gp'
