# The numbers are in accuracy-passkey-digits-3-symbols-16.tsv.
#   gnuplot accuracy-passkey-digits-3-symbols-16.gp                      draws accuracy-passkey-digits-3-symbols-16.svg
#   gnuplot -e "format='pdf'" accuracy-passkey-digits-3-symbols-16.gp   draws accuracy-passkey-digits-3-symbols-16.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Find the one key in filler (digits 3, symbols 16)'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'accuracy-passkey-digits-3-symbols-16'
others = 0
array grey_style[1]
grey_style[1] = 0
metric = 'exact match'
bottom = 0.0
top = 1.0
lengths = 11
array length[11] = [8.0, 16.0, 32.0, 48.0, 64.0, 96.0, 128.0, 240.0, 256.0, 512.0, 1024.0]
borders = '16 32'
borders_words = (latex ? 'trained to 16: bam, longest=16 and alibi, longest=16; to 32: evq and evq \textgreater{} -cosh+yarn(scale=4) and pose and rope + gate and rope + gate \textgreater{} rope+output-gate+yarn(sca… and rope, longest=32 and rope, longest=32 \textgreater{} rope+string and rope, longest=32 \textgreater{} rope+yarn(scale=4) and rope, longest=32 \textgreater{} rope+yarn(scale=8)' : 'trained to 16: bam, longest=16 and alibi, longest=16; to 32: evq and evq > -cosh+yarn(scale=4) and pose and rope + gate and rope + gate > rope+output-gate+yarn(sca… and rope, longest=32 and rope, longest=32 > rope+string and rope, longest=32 > rope+yarn(scale=4) and rope, longest=32 > rope+yarn(scale=8)')
array trained[18]
trained[1] = 16
trained[2] = 0
trained[3] = 32
trained[4] = 32
trained[5] = 0
trained[6] = 0
trained[7] = 32
trained[8] = 0
trained[9] = 32
trained[10] = 32
trained[11] = 16
trained[12] = 0
trained[13] = 0
trained[14] = 32
trained[15] = 32
trained[16] = 32
trained[17] = 32
trained[18] = 0
seeds = 5
crossed = 0
guesses = 4
array guess[4]
guess[1] = 'chance_value'
guess[2] = 'majority'
guess[3] = 'place'
guess[4] = 'copy'
guesses_words = 'grey, at 0: chance (dotted), the most frequent token, the most frequent token of each position, the input copied'
bands = 0
interval_words = (latex ? '95 \% interval of the median' : '95 % interval of the median')
ties_words = ''
series = 11
own_colours = 0
array label[11]
array tic[11]
array style[11]
array runs[11]
array fitted[11]
label[1] = 'bam, longest=16'; tic[1] = 'bam, longest=16'
style[1] = 1; runs[1] = 5; fitted[1] = 5
label[2] = 'evq'; tic[2] = 'evq'
style[2] = 3; runs[2] = 1; fitted[2] = 1
label[3] = (latex ? 'evq \textgreater{} -cosh+yarn(scale=4)' : 'evq > -cosh+yarn(scale=4)'); tic[3] = (latex ? 'evq \textgreater{} -cosh+yarn(scale=4)' : 'evq > -cosh+yarn(scale=4)')
style[3] = 4; runs[3] = 1; fitted[3] = 1
label[4] = 'pose'; tic[4] = 'pose'
style[4] = 7; runs[4] = 5; fitted[4] = 5
label[5] = 'rope + gate'; tic[5] = 'rope + gate'
style[5] = 9; runs[5] = 5; fitted[5] = 5
label[6] = (latex ? 'rope + gate \textgreater{} rope+output-gate+yarn(sca…' : 'rope + gate > rope+output-gate+yarn(sca…'); tic[6] = (latex ? 'rope + gate \textgreater{} rope+output-gate+yarn(sca…' : 'rope + gate > rope+output-gate+yarn(sca…')
style[6] = 10; runs[6] = 5; fitted[6] = 5
label[7] = 'alibi, longest=16'; tic[7] = 'alibi, longest=16'
style[7] = 11; runs[7] = 5; fitted[7] = 5
label[8] = 'rope, longest=32'; tic[8] = 'rope, longest=32'
style[8] = 14; runs[8] = 5; fitted[8] = 5
label[9] = (latex ? 'rope, longest=32 \textgreater{} rope+string' : 'rope, longest=32 > rope+string'); tic[9] = (latex ? 'rope, longest=32 \textgreater{} rope+string' : 'rope, longest=32 > rope+string')
style[9] = 15; runs[9] = 5; fitted[9] = 5
label[10] = (latex ? 'rope, longest=32 \textgreater{} rope+yarn(scale=4)' : 'rope, longest=32 > rope+yarn(scale=4)'); tic[10] = (latex ? 'rope, longest=32 \textgreater{} rope+yarn(scale=4)' : 'rope, longest=32 > rope+yarn(scale=4)')
style[10] = 16; runs[10] = 5; fitted[10] = 5
label[11] = (latex ? 'rope, longest=32 \textgreater{} rope+yarn(scale=8)' : 'rope, longest=32 > rope+yarn(scale=8)'); tic[11] = (latex ? 'rope, longest=32 \textgreater{} rope+yarn(scale=8)' : 'rope, longest=32 > rope+yarn(scale=8)')
style[11] = 17; runs[11] = 5; fitted[11] = 5
array line_first[18]
array line_last[18]
line_first[1] = 0; line_last[1] = 4
line_first[2] = 430; line_last[2] = 430
line_first[3] = 5; line_last[3] = 12
line_first[4] = 13; line_last[4] = 20
line_first[5] = 430; line_last[5] = 430
line_first[6] = 430; line_last[6] = 430
line_first[7] = 21; line_last[7] = 28
line_first[8] = 430; line_last[8] = 430
line_first[9] = 29; line_last[9] = 36
line_first[10] = 37; line_last[10] = 44
line_first[11] = 45; line_last[11] = 49
line_first[12] = 430; line_last[12] = 430
line_first[13] = 430; line_last[13] = 430
line_first[14] = 50; line_last[14] = 58
line_first[15] = 59; line_last[15] = 66
line_first[16] = 67; line_last[16] = 74
line_first[17] = 75; line_last[17] = 82
line_first[18] = 430; line_last[18] = 430
array dot_first[18]
array dot_last[18]
dot_first[1] = 83; dot_last[1] = 107
dot_first[2] = 430; dot_last[2] = 430
dot_first[3] = 108; dot_last[3] = 115
dot_first[4] = 116; dot_last[4] = 123
dot_first[5] = 430; dot_last[5] = 430
dot_first[6] = 430; dot_last[6] = 430
dot_first[7] = 124; dot_last[7] = 163
dot_first[8] = 430; dot_last[8] = 430
dot_first[9] = 164; dot_last[9] = 203
dot_first[10] = 204; dot_last[10] = 243
dot_first[11] = 244; dot_last[11] = 268
dot_first[12] = 430; dot_last[12] = 430
dot_first[13] = 430; dot_last[13] = 430
dot_first[14] = 269; dot_last[14] = 309
dot_first[15] = 310; dot_last[15] = 349
dot_first[16] = 350; dot_last[16] = 389
dot_first[17] = 390; dot_last[17] = 429
dot_first[18] = 430; dot_last[18] = 430
array last_y[series]
last_y[1] = 0.026
last_y[2] = 0.002
last_y[3] = 0.002
last_y[4] = 0.016
last_y[5] = 0
last_y[6] = 0.02
last_y[7] = 0.012
last_y[8] = 0
last_y[9] = 0
last_y[10] = 0
last_y[11] = 0.044

load '../../charts/style.gp'
load '../../charts/accuracy.gp'
